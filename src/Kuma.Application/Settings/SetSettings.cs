using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Users;
using MediatR;

namespace Kuma.Application.Settings;

/// <summary>
/// Stores settings of the settings page; keys that are absent stay as they are. Turning authentication off needs the current password.
/// Returns what the client's other sessions have to hear.
/// </summary>
/// <param name="CurrentPassword">JSON of any kind: what is no text is a wrong data type.</param>
public sealed record SetSettings(Actor Actor, IReadOnlyDictionary<string, JsonElement> Values, JsonElement CurrentPassword)
    : ICommand<SettingsChanged>;

/// <param name="SignOutOthers">The user's other sessions end, because authentication is (still) on.</param>
public sealed record SettingsChanged(bool SignOutOthers);

internal sealed class SetSettingsHandler(
    ISettingStore settings, IServerTimezone timezone, CurrentPassword password, IDomainEvents events)
    : IRequestHandler<SetSettings, Result<SettingsChanged>>
{
    public async Task<Result<SettingsChanged>> Handle(SetSettings command, CancellationToken cancellationToken)
    {
        var wasOff = await settings.IsOnAsync(SettingKeys.DisableAuth, cancellationToken);
        var turnsOff = command.Values.TryGetValue(SettingKeys.DisableAuth, out var disable) && IsTruthy(disable);
        if (turnsOff && !wasOff
            && await password.CheckAsync(command.Actor.User, command.CurrentPassword, cancellationToken) is { IsSuccess: false } refused)
        {
            return refused.Error;
        }

        if (command.Values.TryGetValue(SettingKeys.ServerTimezone, out var zone) && IsTruthy(zone)
            && (zone.ValueKind is not JsonValueKind.String || !timezone.TryUse(zone.GetString()!)))
        {
            return CommonErrors.Invalid($"Invalid timezone:{zone}");
        }

        await settings.SetGeneralAsync(command.Values, cancellationToken);
        await events.PublishAsync(new SettingsStored(), cancellationToken);
        return new SettingsChanged(SignOutOthers: wasOff && !turnsOff);
    }

    private static bool IsTruthy(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.Object or JsonValueKind.Array => true,
        JsonValueKind.String => value.GetString() is not "",
        JsonValueKind.Number => value.GetDouble() != 0,
        _ => false,
    };
}
