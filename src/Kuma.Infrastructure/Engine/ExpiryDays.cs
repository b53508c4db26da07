using System.Text.Json;
using Kuma.Application.Settings;

namespace Kuma.Infrastructure.Engine;

/// <summary>The settings that say how many days before an end people are told.</summary>
internal static class ExpiryDays
{
    private static readonly int[] Default = [7, 14, 21];

    /// <summary>The days in stored order; the usual ones when nothing usable is stored.</summary>
    public static async ValueTask<IReadOnlyList<int>> ReadAsync(ISettingStore settings, string key, CancellationToken cancellationToken) =>
        await settings.GetAsync(key, cancellationToken) is { ValueKind: JsonValueKind.Array } days
            ? [.. days.EnumerateArray().Select(Day).OfType<int>()]
            : Default;

    private static int? Day(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt32(out var day) => day,
        JsonValueKind.String when int.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var day) => day,
        _ => null,
    };
}
