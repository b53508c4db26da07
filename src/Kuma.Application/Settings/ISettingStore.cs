using System.Text.Json;

namespace Kuma.Application.Settings;

/// <summary>Named settings with JSON values, cached in memory; writes go through to the database.</summary>
public interface ISettingStore
{
    /// <summary>The value; <c>null</c> when the setting was never stored or is JSON null.</summary>
    ValueTask<JsonElement?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>All settings of the kind that the settings page shows.</summary>
    ValueTask<IReadOnlyDictionary<string, JsonElement>> ListGeneralAsync(CancellationToken cancellationToken);

    /// <summary>Stores settings of the settings page in one transaction; internal ones (<see cref="SettingKeys.Internal"/>) are passed over.</summary>
    Task SetGeneralAsync(IReadOnlyDictionary<string, JsonElement> values, CancellationToken cancellationToken);

    /// <summary>Stores an internal setting, which the settings page neither shows nor writes.</summary>
    Task SetInternalAsync(string key, JsonElement value, CancellationToken cancellationToken);
}
