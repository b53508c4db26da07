using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kuma.Application.Users;

namespace Kuma.Infrastructure.Users;

/// <summary>bcrypt, cost 10; reads the legacy HMAC-SHA1 texts of old installations.</summary>
internal sealed class PasswordHasher : IPasswordHasher
{
    private const int Cost = 10;

    public string Hash(string password) => BCrypt.Net.BCrypt.HashPassword(password, Cost);

    public bool Verify(string password, string hash)
    {
        if (NeedsRehash(hash))
        {
            return VerifyLegacy(password, hash);
        }

        try
        {
            return BCrypt.Net.BCrypt.Verify(password, hash);
        }
        catch (BCrypt.Net.SaltParseException)
        {
            return false;
        }
    }

    public bool NeedsRehash(string hash) => hash.StartsWith("sha1", StringComparison.Ordinal);

    /// <summary>HMAC-SHA1 keyed with the salt, applied to the hex text as often as the hash says.</summary>
    private static bool VerifyLegacy(string password, string hash)
    {
        var parts = hash.Split('$');
        var iterations = 1;
        if (parts.Length is not (3 or 4) || (parts.Length == 4 && !int.TryParse(parts[2], CultureInfo.InvariantCulture, out iterations)))
        {
            return false;
        }

        var key = Encoding.UTF8.GetBytes(parts[1]);
        var text = password;
        for (var i = 0; i < iterations; i++)
        {
#pragma warning disable CA5350 // Only reads what an old installation wrote; a login replaces it by bcrypt.
            text = Convert.ToHexStringLower(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(parts[^1]));
    }
}
