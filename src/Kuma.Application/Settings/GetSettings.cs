using System.Text.Json;
using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Settings;

/// <summary>What the settings page shows: every stored general setting, and the zone in force when none is stored.</summary>
public sealed record GetSettings(Actor Actor) : IQuery<IReadOnlyDictionary<string, JsonElement>>;

internal sealed class GetSettingsHandler(ISettingStore settings, IServerTimezone timezone)
    : IRequestHandler<GetSettings, Result<IReadOnlyDictionary<string, JsonElement>>>
{
    public async Task<Result<IReadOnlyDictionary<string, JsonElement>>> Handle(GetSettings query, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, JsonElement>(await settings.ListGeneralAsync(cancellationToken), StringComparer.Ordinal);
        if (!all.TryGetValue(SettingKeys.ServerTimezone, out var zone) || zone.ValueKind is not JsonValueKind.String || zone.ValueEquals(""))
        {
            all[SettingKeys.ServerTimezone] = JsonSerializer.SerializeToElement(timezone.Name);
        }

        return all;
    }
}
