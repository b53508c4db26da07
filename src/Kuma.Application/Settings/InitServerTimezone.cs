using System.Text.Json;
using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Settings;

/// <summary>The first client's answer to the question for the server's zone. A zone that does not exist counts as answered, too.</summary>
public sealed record InitServerTimezone(Actor Actor, string? Zone) : ICommand;

internal sealed class InitServerTimezoneHandler(ISettingStore settings, IServerTimezone timezone, IDomainEvents events)
    : IRequestHandler<InitServerTimezone, Result>
{
    public async Task<Result> Handle(InitServerTimezone command, CancellationToken cancellationToken)
    {
        await settings.SetInternalAsync(SettingKeys.InitServerTimezone, JsonSerializer.SerializeToElement(true), cancellationToken);
        if (command.Zone is not { Length: > 0 } zone || !timezone.TryUse(zone))
        {
            return CommonErrors.Invalid($"Invalid timezone:{command.Zone}");
        }

        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            [SettingKeys.ServerTimezone] = JsonSerializer.SerializeToElement(zone),
        };
        await settings.SetGeneralAsync(values, cancellationToken);
        await events.PublishAsync(new SettingsStored(), cancellationToken);
        return Result.Success;
    }
}
