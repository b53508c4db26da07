using Kuma.Application.Monitors;
using Kuma.Domain.Common;

namespace Kuma.Web.Metrics;

/// <summary>The tags of monitors as Prometheus labels: a name per tag, its values joined.</summary>
internal sealed class TagLabels(ILookup<MonitorId, MonitorTag> tags)
{
    private static readonly HashSet<string> BuiltIn = new(StringComparer.Ordinal)
    {
        "monitor_id", "monitor_name", "monitor_type", "monitor_url", "monitor_hostname", "monitor_port", "window",
    };

    public IEnumerable<(string Name, string Value)> Of(MonitorId id) =>
        from tag in tags[id]
        let name = Sanitise(tag.Name)
        where name.Length > 0 && !BuiltIn.Contains(name)
        group Sanitise(tag.Value ?? "") by name into label
        orderby label.Key.ToUpperInvariant(), label.Key
        select (label.Key, string.Join(',', label.Where(value => value.Length > 0).Order(StringComparer.Ordinal)));

    /// <summary>Only letters, digits and underscores are left, and no leading digits.</summary>
    private static string Sanitise(string text) =>
        string.Concat(text.Where(character => char.IsAsciiLetterOrDigit(character) || character == '_').SkipWhile(char.IsAsciiDigit));
}
