using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <summary>
/// The arguments of a received event or acknowledgement. They may be kept for as long as they are needed; JSON is parsed only when it is
/// asked for.
/// </summary>
public class SocketArguments
{
    private readonly byte[] _json;
    private readonly int[] _values;
    private readonly int _skip;
    private readonly byte[][] _attachments;
    private readonly PlaceholderSpan[] _placeholders;
    private readonly JsonSerializerOptions _options;
    private readonly int _maxDepth;
    private JsonElement _root;
    private object?[]? _forward;

    internal SocketArguments(in DecodedPacket packet, int skip, JsonSerializerOptions options, int maxDepth)
    {
        _json = packet.Json ?? [];
        _values = packet.Values;
        _skip = skip;
        _attachments = packet.Attachments;
        _placeholders = packet.Placeholders;
        _options = options;
        _maxDepth = maxDepth;
    }

    /// <summary>How many arguments there are, the name of the event not counted.</summary>
    public int Count => Math.Max(0, (_values.Length / 2) - _skip);

    /// <summary>The binary attachments of the packet, in the order they were sent.</summary>
    public IReadOnlyList<byte[]> Attachments => _attachments;

    /// <summary>
    /// The arguments in a form that an emit or an acknowledgement sends on as they were received, binary parts included:
    /// <c>await e.AckAsync(e.Forward)</c>.
    /// </summary>
    public ReadOnlySpan<object?> Forward => _forward ??= MakeForward();

    /// <summary>An argument as JSON. Bytes appear as the placeholder object of the protocol; see <see cref="GetBinary"/>.</summary>
    /// <param name="index">The number of the argument, from 0.</param>
    /// <returns>The argument, or an undefined element when there are fewer.</returns>
    public JsonElement this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
            {
                return default;
            }

            if (_root.ValueKind == JsonValueKind.Undefined)
            {
                var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = _maxDepth });
                _root = JsonElement.ParseValue(ref reader);
            }

            return _root[index + _skip];
        }
    }

    /// <summary>The UTF-8 JSON of an argument; empty when there are fewer.</summary>
    /// <param name="index">The number of the argument, from 0.</param>
    /// <returns>The bytes as received.</returns>
    public ReadOnlyMemory<byte> GetRawJson(int index)
    {
        if ((uint)index >= (uint)Count)
        {
            return default;
        }

        var at = (index + _skip) * 2;
        return _json.AsMemory(_values[at].._values[at + 1]);
    }

    /// <summary>
    /// Converts an argument with <see cref="SocketIOOptions.JsonSerializerOptions"/>. <c>byte[]</c> and <c>ReadOnlyMemory&lt;byte&gt;</c>,
    /// at any depth, take binary attachments.
    /// </summary>
    /// <typeparam name="T">The type to convert to.</typeparam>
    /// <param name="index">The number of the argument, from 0.</param>
    /// <returns>The value; <c>default</c> when there are fewer arguments.</returns>
    /// <exception cref="JsonException">The JSON does not fit the type.</exception>
    public T? Get<T>(int index)
    {
        var json = GetRawJson(index);
        if (json.IsEmpty)
        {
            return default;
        }

        if (typeof(T) == typeof(JsonElement))
        {
            return (T)(object)this[index];
        }

        var outer = AttachmentScope.Reading;
        AttachmentScope.Reading = _attachments;
        try
        {
            return JsonSerializer.Deserialize(json.Span, (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T)));
        }
        finally
        {
            AttachmentScope.Reading = outer;
        }
    }

    /// <summary>The bytes of an argument that is a binary attachment.</summary>
    /// <param name="index">The number of the argument, from 0.</param>
    /// <returns>The bytes, or null when the argument is something else.</returns>
    public ReadOnlyMemory<byte>? GetBinary(int index)
    {
        var at = (index + _skip) * 2;
        if ((uint)index < (uint)Count)
        {
            foreach (var placeholder in _placeholders)
            {
                if (placeholder.Start == _values[at])
                {
                    return _attachments[placeholder.Attachment];
                }
            }
        }

        return null;
    }

    private object?[] MakeForward()
    {
        var forward = new object?[Count];
        for (var i = 0; i < forward.Length; i++)
        {
            forward[i] = new SocketArgument(GetRawJson(i), _values[(i + _skip) * 2], _placeholders, _attachments);
        }

        return forward;
    }
}
