using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Settings;
using Kuma.Application.Users;
using MediatR;

namespace Kuma.Application.Upkeep;

/// <summary>
/// Stops the Cloudflare tunnel, which asks for the password unless authentication is off. There is none in Kuma (docs/compatibility.md), so it is stopped
/// already.
/// </summary>
public sealed record StopTunnel(Actor Actor, JsonElement CurrentPassword) : ICommand;

internal sealed class StopTunnelHandler(ISettingStore settings, CurrentPassword password) : IRequestHandler<StopTunnel, Result>
{
    public async Task<Result> Handle(StopTunnel command, CancellationToken cancellationToken) =>
        await settings.IsOnAsync(SettingKeys.DisableAuth, cancellationToken)
            ? Result.Success
            : await password.CheckAsync(command.Actor.User, command.CurrentPassword, cancellationToken);
}
