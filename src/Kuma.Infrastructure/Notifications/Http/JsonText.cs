using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kuma.Infrastructure.Notifications.Http;

/// <summary>Text that may be JSON.</summary>
internal static partial class JsonText
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value; <c>null</c> when it is no JSON.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>JSON without spaces; anything else, and a JSON text, as it is.</summary>
    public static string Compact(string text) => Parse(text) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString()!,
        { } value => Of(value),
        null => text,
    };

    /// <summary>The text as JSON: compact when it is some, else as a JSON text.</summary>
    public static string AsJson(string text) => Parse(text) is { } value ? Of(value) : Quote(text);

    /// <summary>The value without spaces.</summary>
    public static string Of(JsonElement value) => WithPlainEmoji(JsonSerializer.Serialize(value, Options));

    public static string Quote(string text) => WithPlainEmoji(JsonSerializer.Serialize(text, Options));

    /// <summary>The writer escapes what lies beyond the first plane, always; targets that show raw bodies want to see emoji.</summary>
    public static string WithPlainEmoji(string json) => json.Contains("\\uD", StringComparison.Ordinal)
        ? Pair().Replace(json, match => match.Groups["escaped"].Value + string.Create(2, match, static (pair, found) =>
        {
            pair[0] = (char)int.Parse(found.Groups["high"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            pair[1] = (char)int.Parse(found.Groups["low"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }))
        : json;

    // Pairs of backslashes before it are text.
    [GeneratedRegex(@"(?<=(^|[^\\]))(?<escaped>(\\\\)*)\\u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
