using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kuma.Application.Settings;
using Kuma.Application.Users;
using Kuma.Domain.Users;
using Org.BouncyCastle.Crypto.Digests;

namespace Kuma.Infrastructure.Users;

/// <summary>HS256 tokens <c>{username, h, iat}</c> under the setting <c>jwtSecret</c>, as the compatible original makes them.</summary>
internal sealed class SessionTokens(ISettingStore settings, IPasswordHasher hasher, TimeProvider time) : ISessionTokens, IDisposable
{
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<string> IssueAsync(User user, CancellationToken cancellationToken)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["username"] = user.Username,
            ["h"] = Fingerprint(user.PasswordHash),
            ["iat"] = time.GetUtcNow().ToUnixTimeSeconds(),
        });
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Header))}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(await SignAsync(signed, cancellationToken))}";
    }

    public async Task<SessionClaims?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[0]) || !Base64Url.IsValid(parts[1]) || !Base64Url.IsValid(parts[2]))
        {
            return null;
        }

        var signature = await SignAsync($"{parts[0]}.{parts[1]}", cancellationToken);
        if (!CryptographicOperations.FixedTimeEquals(signature, Base64Url.DecodeFromChars(parts[2])))
        {
            return null;
        }

        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return header.RootElement.TryGetProperty("alg", out var algorithm) && algorithm.ValueEquals("HS256")
                && payload.RootElement.TryGetProperty("username", out var username) && username.ValueKind is JsonValueKind.String
                && payload.RootElement.TryGetProperty("h", out var fingerprint) && fingerprint.ValueKind is JsonValueKind.String
                ? new SessionClaims(username.GetString()!, fingerprint.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>SHAKE256 over the hash's text, 16 bytes. (The framework's own needs an OpenSSL that not every system has.)</summary>
    public string Fingerprint(string passwordHash)
    {
        var digest = new ShakeDigest(256);
        var bytes = Encoding.UTF8.GetBytes(passwordHash);
        digest.BlockUpdate(bytes, 0, bytes.Length);
        var output = new byte[16];
        digest.OutputFinal(output, 0, output.Length);
        return Convert.ToHexStringLower(output);
    }

    public void Dispose() => _gate.Dispose();

    private async Task<byte[]> SignAsync(string text, CancellationToken cancellationToken) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(await SecretAsync(cancellationToken)), Encoding.UTF8.GetBytes(text));

    private async Task<string> SecretAsync(CancellationToken cancellationToken)
    {
        if (await settings.TextAsync(SettingKeys.JwtSecret, cancellationToken) is { } stored)
        {
            return stored;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await settings.TextAsync(SettingKeys.JwtSecret, cancellationToken) is { } made)
            {
                return made;
            }

            var secret = hasher.Hash(RandomNumberGenerator.GetString(SecretAlphabet, 64));
            await settings.SetInternalAsync(SettingKeys.JwtSecret, JsonSerializer.SerializeToElement(secret), cancellationToken);
            return secret;
        }
        finally
        {
            _gate.Release();
        }
    }
}
