using System.Text;

namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>Texts in the datagrams of game servers.</summary>
internal static class GameBytes
{
    public static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    public static bool StartsWith(byte[] datagram, params ReadOnlySpan<byte> start) => datagram.AsSpan().StartsWith(start);

    /// <summary>The text up to the next zero; <paramref name="at"/> moves behind it.</summary>
    public static string ZeroEnded(byte[] datagram, ref int at)
    {
        var end = Array.IndexOf(datagram, (byte)0, Math.Min(at, datagram.Length));
        end = end < 0 ? datagram.Length : end;
        var text = Text(datagram.AsSpan(Math.Min(at, end)..end));
        at = end + 1;
        return text;
    }

    /// <summary>A value out of <c>\key\value\key\value</c>.</summary>
    public static string? Backslashed(byte[] datagram, params ReadOnlySpan<string> keys)
    {
        var parts = Text(datagram).Split('\n')[..].SelectMany(line => line.StartsWith('\\') ? line.Split('\\').Skip(1) : []).ToList();
        if (parts.Count == 0)
        {
            parts = [.. Text(datagram).Split('\\').Skip(1)];
        }

        return Paired(parts, keys);
    }

    /// <summary>A value out of <c>key 0 value 0</c>.</summary>
    public static string? Zeroed(byte[] datagram, int from, params ReadOnlySpan<string> keys) =>
        Paired([.. Text(datagram.AsSpan(Math.Min(from, datagram.Length)..)).Split('\0')], keys);

    /// <summary>UTF-8 where it is, else Latin-1: games know both.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? Encoding.Latin1.GetString(bytes) : text;
    }

    private static string? Paired(List<string> parts, ReadOnlySpan<string> keys)
    {
        for (var i = 0; i + 1 < parts.Count; i += 2)
        {
            foreach (var key in keys)
            {
                if (parts[i].Equals(key, StringComparison.OrdinalIgnoreCase))
                {
                    return parts[i + 1];
                }
            }
        }

        return null;
    }
}
