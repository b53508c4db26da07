using System.Text;

namespace SocketIO.Core;

/// <summary>An argument that is already encoded as JSON. It is written to the wire as it is, without a check.</summary>
/// <param name="utf8">Exactly one JSON value in UTF-8.</param>
public readonly struct RawJson(ReadOnlyMemory<byte> utf8) : IEquatable<RawJson>
{
    /// <summary>Makes an argument from JSON text.</summary>
    /// <param name="json">Exactly one JSON value.</param>
    public RawJson(string json)
        : this(Encoding.UTF8.GetBytes(json))
    {
    }

    /// <summary>The JSON value in UTF-8. An empty value is written as <c>null</c>.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    /// <summary>Compares the bytes of two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Compares the bytes of two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);

    /// <inheritdoc />
    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }
}
