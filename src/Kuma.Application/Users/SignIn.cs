using Kuma.Application.Common;
using Kuma.Application.Common.Limits;
using Kuma.Domain.Common;
using Kuma.Domain.Users;
using MediatR;

namespace Kuma.Application.Users;

/// <summary>Signs in with name, password and, where it is on, a one-time token.</summary>
/// <param name="Username">Any text; <c>null</c> when the client sent something else.</param>
[AllowAnonymous]
public sealed record SignIn(Actor Actor, string? Username, string? Password, string? OneTimeToken) : ICommand<SignedIn>;

/// <summary>Who signed in. Without a <paramref name="Token"/> a one-time token is still needed.</summary>
public sealed record SignedIn(UserId UserId, string Username, string? Token)
{
    public bool NeedsOneTimeToken => Token is null;
}

internal sealed class SignInHandler(
    IUserRepository users, IPasswordHasher hasher, ISessionTokens tokens, RateLimits limits, TimeProvider time)
    : IRequestHandler<SignIn, Result<SignedIn>>
{
    public async Task<Result<SignedIn>> Handle(SignIn command, CancellationToken cancellationToken)
    {
        if (!limits.Login.TryTake())
        {
            return UserErrors.TooManyTries;
        }

        if (command.Username is null || command.Password is null)
        {
            return UserErrors.WrongCredentials;
        }

        var user = await users.FindByNameAsync(command.Username, cancellationToken);
        if (user is not { Active: true } || !hasher.Verify(command.Password, user.PasswordHash))
        {
            return UserErrors.WrongCredentials;
        }

        if (user.TwoFactorEnabled)
        {
            if (string.IsNullOrEmpty(command.OneTimeToken))
            {
                return new SignedIn(user.Id, user.Username, Token: null);
            }

            if (!TimeBasedOneTimePassword.Verify(user.TwoFactorSecret ?? "", command.OneTimeToken, time.GetUtcNow())
                || !await users.UseTwoFactorTokenAsync(user.Id, command.OneTimeToken, cancellationToken))
            {
                return UserErrors.InvalidToken;
            }
        }

        if (hasher.NeedsRehash(user.PasswordHash))
        {
            user = user with { PasswordHash = hasher.Hash(command.Password) };
            await users.SavePasswordAsync(user.Id, user.PasswordHash, cancellationToken);
        }

        return new SignedIn(user.Id, user.Username, await tokens.IssueAsync(user, cancellationToken));
    }
}
