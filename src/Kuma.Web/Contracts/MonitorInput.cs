using System.Collections.Frozen;
using System.Text.Json;
using Kuma.Domain.Common;
using Kuma.Web.Sockets;

namespace Kuma.Web.Contracts;

/// <summary>Reads the object that <c>add</c> and <c>editMonitor</c> carry.</summary>
internal static class MonitorInput
{
    public static readonly MonitorField[] AllFields = [.. MonitorFields.Open, .. MonitorFields.Sensitive, .. MonitorFields.InputOnly];

    private static readonly FrozenDictionary<string, MonitorField> Fields = AllFields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    private const string StatusCodesText = "accepted_statuscodes_json";

    private static readonly MonitorField StatusCodes = Fields["accepted_statuscodes"];

    /// <summary>Not changed by an edit, whatever the client echoes.</summary>
    private static readonly FrozenSet<string> NotEditable = new[] { "weight", "snmpV3Username" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The settings of a new monitor. What is missing has the form's default (a retry comes after the interval); computed and unknown keys
    /// are ignored.
    /// </summary>
    public static MonitorSettings ReadNew(JsonElement input)
    {
        var read = Apply(new MonitorSettings { Interval = 60 }, input, _ => true);
        return read with
        {
            Name = HasName(input) ? read.Name : FallbackName(read),
            RetryInterval = input.TryGetProperty("retryInterval", out _) ? read.RetryInterval : read.Interval,
        };
    }

    /// <summary>
    /// The change that an edit makes: an absent key leaves its field alone, except for <c>port</c>, <c>proxyId</c> and
    /// <c>retryOnlyOnStatusCodeFailure</c>, which are reset.
    /// </summary>
    public static Func<MonitorSettings, MonitorSettings> ReadChange(JsonElement input)
    {
        // Everything is read now, while a mistake can still be told to the client, and applied later to the stored settings.
        _ = ReadNew(input);
        return stored => Apply(
            stored with { Port = null, ProxyId = null, RetryOnlyOnStatusCodeFailure = false }, input, field => !NotEditable.Contains(field.Name));
    }

    /// <summary>The notifications to link: the keys whose value is truthy.</summary>
    public static IReadOnlyList<NotificationId> ReadNotifications(JsonElement input)
    {
        if (!input.TryGetProperty("notificationIDList", out var list) || list.ValueKind is not JsonValueKind.Object)
        {
            return [];
        }

        return [.. list.EnumerateObject()
            .Where(pair => pair.Value.IsTruthy())
            .Select(pair => int.TryParse(pair.Name, System.Globalization.CultureInfo.InvariantCulture, out var id)
                ? new NotificationId(id)
                : throw new BadArgumentException("Invalid value for notificationIDList: ids are expected as keys"))];
    }

    /// <summary>A new monitor is paused only by a literal <c>active:false</c> (or 0, as older clients send).</summary>
    public static bool ReadActive(JsonElement input) =>
        !input.TryGetProperty("active", out var active)
        || active.ValueKind is not (JsonValueKind.False or JsonValueKind.Number)
        || (active.ValueKind is JsonValueKind.Number && active.GetDouble() != 0);

    /// <summary>The id inside the object.</summary>
    public static MonitorId ReadId(JsonElement input) =>
        new EventArguments([input.TryGetProperty("id", out var id) ? id : default]).MonitorId(0);

    private static bool HasName(JsonElement input) => input.TryGetProperty("name", out var name) && name.ValueKind is not JsonValueKind.Null;

    /// <summary>What the form calls a monitor that was given no name (spec/ui.md).</summary>
    private static string FallbackName(MonitorSettings settings) =>
        settings.Hostname is { Length: > 0 } host ? host
        : settings.SystemServiceName is { Length: > 0 } service ? service
        : Uri.TryCreate(settings.Url, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Host
        : "New Monitor";

    private static MonitorSettings Apply(MonitorSettings start, JsonElement input, Predicate<MonitorField> isWanted)
    {
        // Clients that echo a monitor carry both spellings and change the array only: the text counts when it is alone.
        var hasCodes = input.TryGetProperty("accepted_statuscodes", out _);
        return input.EnumerateObject().Aggregate(start, (settings, property) =>
            (property.Name is StatusCodesText && !hasCodes ? StatusCodes : Fields.GetValueOrDefault(property.Name)) is { } field && isWanted(field)
                ? field.Apply(settings, property.Value)
                : settings);
    }
}
