using System.Text.Json;

namespace Kuma.Application.Settings;

/// <summary>Typed reads of settings whose wrong type counts as absent.</summary>
public static class SettingStoreExtensions
{
    public static async ValueTask<bool> IsOnAsync(this ISettingStore settings, string key, CancellationToken cancellationToken) =>
        await settings.GetAsync(key, cancellationToken) is { ValueKind: JsonValueKind.True };

    public static async ValueTask<string?> TextAsync(this ISettingStore settings, string key, CancellationToken cancellationToken) =>
        await settings.GetAsync(key, cancellationToken) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
