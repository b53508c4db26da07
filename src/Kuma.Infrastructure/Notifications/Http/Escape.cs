using System.Globalization;
using System.Text;

namespace Kuma.Infrastructure.Notifications.Http;

/// <summary>How texts are put into addresses, forms and HTML; the percent-encodings are those of the original.</summary>
internal static class Escape
{
    /// <summary>As ECMAScript's component encoder: letters, digits and <c>- _ . ! ~ * ' ( )</c> stay.</summary>
    public static string Component(string text) => Encode(text, "-_.!~*'()", space: null);

    /// <summary>Letters, digits and <c>- . _ ~</c> stay.</summary>
    public static string Rfc3986(string text) => Encode(text, "-._~", space: null);

    /// <summary>As browsers send forms: letters, digits and <c>* - . _</c> stay, a space becomes a plus.</summary>
    public static string Form(params IEnumerable<(string Name, string? Value)> fields) =>
        Join(fields, static text => Encode(text, "*-._", space: '+'));

    /// <summary>A query whose colons, dollars, commas and brackets stay as they are; a space becomes a plus.</summary>
    public static string Query(params IEnumerable<(string Name, string? Value)> fields) =>
        Join(fields, static text => Encode(text, "-_.!~*'():$,[]", space: '+'));

    /// <summary>Text that stands in HTML as it is.</summary>
    public static string Html(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>An address as typed, made fit for the wire: what may not stand in one is encoded, its fragment goes. Hosts stay: they have their own code.</summary>
    public static string Address(string url)
    {
        var address = url.Trim();
        var end = address.IndexOf('#', StringComparison.Ordinal);
        address = end < 0 ? address : address[..end];
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return address;
        }

        var path = address.IndexOfAny(['/', '?'], scheme + 3);
        path = path < 0 ? address.Length : path;
        var rest = Encode(address[path..], "-._~:/?[]@!$&'()*+,;=%|^\\{}", space: null);
        return $"{address[..path]}{(rest is ['/', ..] ? "" : "/")}{rest}";
    }

    /// <summary>Adds to the query of an address.</summary>
    public static string WithQuery(string url, string query)
    {
        var address = url.Trim();
        var end = address.IndexOf('#', StringComparison.Ordinal);
        address = end < 0 ? address : address[..end];
        return address + (address.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;
    }

    /// <summary>Sets one field of an address' query, in the place of an earlier one.</summary>
    public static string SetQuery(string url, string name, string value)
    {
        var address = url.Trim();
        var end = address.IndexOf('#', StringComparison.Ordinal);
        var parts = (end < 0 ? address : address[..end]).Split('?', 2);
        var fields = parts.ElementAtOrDefault(1)?.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('=', 2))
            .Select(pair => (Name: Decode(pair[0]), Value: (string?)Decode(pair.ElementAtOrDefault(1) ?? "")))
            .ToList() ?? [];
        var place = fields.FindIndex(field => field.Name == name);
        fields.RemoveAll(field => field.Name == name);
        fields.Insert(place < 0 ? fields.Count : place, (name, value));
        return $"{parts[0]}?{Form(fields)}";
    }

    /// <summary>The address without one slash at its end.</summary>
    public static string WithoutSlash(string url) => url.EndsWith('/') ? url[..^1] : url;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Join(IEnumerable<(string Name, string? Value)> fields, Func<string, string> encode) =>
        string.Join('&', fields.Where(field => field.Value is not null).Select(field => $"{encode(field.Name)}={encode(field.Value!)}"));

    private static string Encode(string text, string bare, char? space)
    {
        var encoded = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || bare.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                encoded.Append((char)rune.Value);
            }
            else if (space is { } plus && rune.Value == ' ')
            {
                encoded.Append(plus);
            }
            else
            {
                foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
                {
                    encoded.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
                }
            }
        }

        return encoded.ToString();
    }
}
