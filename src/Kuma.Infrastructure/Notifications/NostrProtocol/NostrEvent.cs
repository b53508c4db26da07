using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kuma.Infrastructure.Notifications.NostrProtocol;

/// <summary>An event (NIP-01). Its id is the hash of its parts, so they are written in exactly one way.</summary>
internal sealed record NostrEvent(string PublicKey, long CreatedAt, int Kind, IReadOnlyList<string[]> Tags, string Content)
{
    /// <summary>64 bytes in hex; <c>null</c> for one that nobody signed.</summary>
    public string? Signature { get; private init; }

    public string Id => Convert.ToHexStringLower(Hash);

    private byte[] Hash => SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"[0,\"{PublicKey}\",{CreatedAt},{Kind},{TagsJson},{Quote(Content)}]")));

    private string TagsJson => $"[{string.Join(',', Tags.Select(tag => $"[{string.Join(',', tag.Select(Quote))}]"))}]";

    public NostrEvent Signed(byte[] secret, byte[] random) =>
        this with { Signature = Convert.ToHexStringLower(Secp256k1.Sign(secret, Hash, random)) };

    public string ToJson()
    {
        var signature = Signature is null ? "" : $",\"sig\":\"{Signature}\"";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"id\":\"{Id}\",\"pubkey\":\"{PublicKey}\",\"created_at\":{CreatedAt},\"kind\":{Kind},\"tags\":{TagsJson},\"content\":{Quote(Content)}{signature}}}");
    }

    /// <summary>A JSON text with nothing escaped that need not be.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                < ' ' => quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
