namespace Kuma.Infrastructure.Notifications.NostrProtocol;

/// <summary>The text form of keys (BIP 173): a prefix, the data in groups of five bits, a checksum.</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int ChecksumLength = 6;
    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>Prefix and bytes; <c>null</c> when the text is none, or mistyped.</summary>
    public static (string Prefix, byte[] Data)? Decode(string text)
    {
        var split = text.LastIndexOf('1');
        if (split < 1 || text.Length - split - 1 < ChecksumLength)
        {
            return null;
        }

        var prefix = text[..split];
        var values = text[(split + 1)..].Select(c => Alphabet.IndexOf(c, StringComparison.Ordinal)).ToArray();
        if (values.Contains(-1) || Checksum([.. prefix.Select(c => c >> 5), 0, .. prefix.Select(c => c & 31), .. values]) != 1)
        {
            return null;
        }

        return Bytes(values[..^ChecksumLength]) is { } data ? (prefix, data) : null;
    }

    private static uint Checksum(IEnumerable<int> values)
    {
        var sum = 1u;
        foreach (var value in values)
        {
            var top = sum >> 25;
            sum = ((sum & 0x1ffffff) << 5) ^ (uint)value;
            for (var i = 0; i < Generator.Length; i++)
            {
                sum ^= ((top >> i) & 1) == 1 ? Generator[i] : 0;
            }
        }

        return sum;
    }

    private static byte[]? Bytes(int[] groups)
    {
        var bytes = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var group in groups)
        {
            bits = ((bits << 5) | group) & 0xfff;
            count += 5;
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
            }
        }

        // What is left over is padding: less than a group, and zero.
        return count >= 5 || (bits & ((1 << count) - 1)) != 0 ? null : [.. bytes];
    }
}
