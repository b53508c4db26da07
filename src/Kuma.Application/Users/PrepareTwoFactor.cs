using System.Security.Cryptography;
using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Common.Limits;
using Kuma.Domain.Users;
using MediatR;

namespace Kuma.Application.Users;

/// <summary>Makes a new secret for one-time tokens and returns the address for authenticator apps; nothing is switched on yet.</summary>
[AllowAnonymous] // The limit is taken before the sign-in is asked for.
public sealed record PrepareTwoFactor(Actor Actor, JsonElement Password) : ICommand<string>;

internal sealed class PrepareTwoFactorHandler(CurrentPassword current, IUserRepository users, RateLimits limits)
    : IRequestHandler<PrepareTwoFactor, Result<string>>
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public async Task<Result<string>> Handle(PrepareTwoFactor command, CancellationToken cancellationToken)
    {
        var user = await TwoFactorGate.EnterAsync(command.Actor, command.Password, limits, current, cancellationToken);
        if (!user.IsSuccess)
        {
            return user.Error;
        }

        if (user.Value.TwoFactorEnabled)
        {
            return UserErrors.TwoFactorAlreadyEnabled;
        }

        var secret = RandomNumberGenerator.GetString(Alphabet, 64);
        await users.SaveTwoFactorAsync(user.Value.Id, secret, enabled: false, cancellationToken);
        return TimeBasedOneTimePassword.Uri(user.Value.Username, secret);
    }
}

/// <summary>What preparing, enabling and disabling ask first, in this order: the limit, a signed-in user, the password.</summary>
internal static class TwoFactorGate
{
    public static async Task<Result<User>> EnterAsync(
        Actor actor, JsonElement password, RateLimits limits, CurrentPassword current, CancellationToken cancellationToken)
    {
        if (!limits.TwoFactor.TryTake())
        {
            return UserErrors.TooManyTries;
        }

        return actor.UserId is { } user ? await current.CheckAsync(user, password, cancellationToken) : CommonErrors.NotSignedIn;
    }
}
