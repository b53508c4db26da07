using System.Text.Json;
using System.Text.RegularExpressions;
using Kuma.Infrastructure.Scripting;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>Bodies as text: what is searched, what is shown, what is kept.</summary>
internal static partial class Excerpts
{
    private const int Shown = 50;

    /// <summary>What is looked through for the first words: a body may have megabytes.</summary>
    private const int Looked = 64 * 1024;

    /// <summary>JSON is searched in its compact form, whatever its content type says; anything else as it came.</summary>
    public static string Searchable(string body)
    {
        using var json = ScriptJson.TryParse(body);
        return json is null ? body
            : json.RootElement.ValueKind is JsonValueKind.String ? json.RootElement.GetString()!
            : ScriptJson.Text(json.RootElement);
    }

    /// <summary>The first words without tags and line breaks.</summary>
    public static string Of(string text)
    {
        var plain = Noise().Replace(text.Length > Looked ? text[..Looked] : text, " ").Trim();
        return plain.Length > Shown ? string.Concat(plain.AsSpan(0, Shown - 3), "...") : plain;
    }

    /// <summary>At most this many characters, and a word that more was there.</summary>
    public static string Cut(string text, int length) =>
        length > 0 && text.Length > length ? string.Concat(text.AsSpan(0, length), "... (truncated)") : text;

    [GeneratedRegex(@"<[^>]*>?|[\n\r]|\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Noise();
}
