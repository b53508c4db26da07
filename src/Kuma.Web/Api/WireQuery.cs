using Microsoft.AspNetCore.WebUtilities;

namespace Kuma.Web.Api;

/// <summary>
/// A query string as clients know it (spec/rest.md section 2): names know upper and lower case; a name that is repeated, or stands with
/// brackets, is a list and no text.
/// </summary>
internal sealed class WireQuery
{
    private readonly Dictionary<string, (string Text, bool IsList)> _values = new(StringComparer.Ordinal);

    public WireQuery(QueryString query)
    {
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var name = pair.DecodeName().ToString();
            var value = pair.DecodeValue().ToString();
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            name = bracket > 0 ? name[..bracket] : name;
            _values[name] = _values.TryGetValue(name, out var before) ? ($"{before.Text},{value}", true) : (value, bracket > 0);
        }
    }

    /// <summary>The value of a name, <c>null</c> when it is missing; the values of a list are joined with commas.</summary>
    public string? Text(string name) => _values.TryGetValue(name, out var value) ? value.Text : null;

    public bool IsList(string name) => _values.TryGetValue(name, out var value) && value.IsList;
}
