using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Common.Limits;
using MediatR;

namespace Kuma.Application.Users;

/// <summary>Switches two-factor authentication on (with the prepared secret) or off (the secret stays).</summary>
[AllowAnonymous] // The limit is taken before the sign-in is asked for.
public sealed record SwitchTwoFactor(Actor Actor, JsonElement Password, bool Enable) : ICommand;

internal sealed class SwitchTwoFactorHandler(CurrentPassword current, IUserRepository users, RateLimits limits)
    : IRequestHandler<SwitchTwoFactor, Result>
{
    public async Task<Result> Handle(SwitchTwoFactor command, CancellationToken cancellationToken)
    {
        var user = await TwoFactorGate.EnterAsync(command.Actor, command.Password, limits, current, cancellationToken);
        if (!user.IsSuccess)
        {
            return user.Error;
        }

        if (command.Enable && string.IsNullOrEmpty(user.Value.TwoFactorSecret))
        {
            return UserErrors.TwoFactorNotPrepared;
        }

        await users.SaveTwoFactorAsync(user.Value.Id, user.Value.TwoFactorSecret, command.Enable, cancellationToken);
        return Result.Success;
    }
}
