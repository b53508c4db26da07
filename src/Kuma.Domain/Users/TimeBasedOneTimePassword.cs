using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kuma.Domain.Users;

/// <summary>TOTP (RFC 6238): six digits, 30-second steps, SHA-1, one step of tolerance either way. The key is the secret's ASCII bytes.</summary>
public static class TimeBasedOneTimePassword
{
    private const int StepSeconds = 30;
    private const int Window = 1;
    private const string Base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static bool Verify(string secret, string token, DateTimeOffset now)
    {
        var key = Encoding.ASCII.GetBytes(secret);
        var given = Encoding.UTF8.GetBytes(token);
        var step = now.ToUnixTimeSeconds() / StepSeconds;
        var matches = false;
        for (var offset = -Window; offset <= Window; offset++)
        {
            // No early exit: the time taken tells nothing.
            matches |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(key, step + offset)), given);
        }

        return matches;
    }

    /// <summary>The address for authenticator apps, without padding, issuer or parameters other than the secret.</summary>
    public static string Uri(string username, string secret) => $"otpauth://totp/Uptime%20Kuma:{username}?secret={Base32(Encoding.ASCII.GetBytes(secret))}";

    public static string Code(string secret, DateTimeOffset now) => Code(Encoding.ASCII.GetBytes(secret), now.ToUnixTimeSeconds() / StepSeconds);

    private static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238 as authenticator apps implement it.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0f;
        var binary = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7fffffff;
        return (binary % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + 1);
        int buffer = 0, bits = 0;
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Base32Alphabet[(buffer >> bits) & 31]);
            }
        }

        return bits > 0 ? text.Append(Base32Alphabet[(buffer << (5 - bits)) & 31]).ToString() : text.ToString();
    }
}
