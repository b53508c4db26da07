using System.Globalization;
using System.Text.Json;

namespace Kuma.Infrastructure.Notifications;

/// <summary>A JSON object read as the providers' rules are written: a missing field is falsy and prints as nothing.</summary>
internal readonly struct Fields(JsonElement value)
{
    /// <summary>The object itself.</summary>
    public JsonElement Value => value;

    /// <summary>The field as it is; <c>null</c> when it is missing.</summary>
    public JsonElement? this[string name] =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var field) ? field : null;

    /// <summary>The field as text; nothing for a missing one or null.</summary>
    public string Text(string name) => this[name] is { } field ? Print(field) : "";

    /// <summary>The field as text; <c>null</c> when it is missing or null: a query leaves it out then.</summary>
    public string? TextOrNull(string name) => IsNull(name) ? null : Text(name);

    /// <summary>The field as text, or <paramref name="fallback"/> when it is falsy.</summary>
    public string TextOr(string name, string fallback) => Has(name) ? Text(name) : fallback;

    /// <summary>The field, or nothing when it is falsy: a body leaves it out then.</summary>
    public JsonElement? IfSet(string name) => Has(name) ? this[name] : null;

    /// <summary>Whether it is there and not empty, 0, false or null.</summary>
    public bool Has(string name) => this[name] is { } field && field.ValueKind switch
    {
        JsonValueKind.String => field.GetString() is { Length: > 0 },
        JsonValueKind.Number => field.GetDouble() != 0,
        JsonValueKind.True or JsonValueKind.Object or JsonValueKind.Array => true,
        _ => false,
    };

    /// <summary>Whether it is missing or null.</summary>
    public bool IsNull(string name) => this[name] is not { ValueKind: not JsonValueKind.Null };

    /// <summary>The leading whole number, as a lenient parser reads it; <c>null</c> when there is none.</summary>
    public int? Integer(string name)
    {
        var text = Text(name).AsSpan().Trim();
        var length = text is ['-' or '+', ..] ? 1 : 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        return int.TryParse(text[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The entries of a comma-separated list, trimmed, without empty ones.</summary>
    public string[] List(string name, params char[] separators) =>
        Text(name).Split(separators is [] ? [','] : separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static string Print(JsonElement field) => field.ValueKind switch
    {
        JsonValueKind.String => field.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => field.GetRawText(),
    };
}
