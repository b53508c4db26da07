using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Users;

/// <summary>Signs in with a session token of an earlier sign-in.</summary>
[AllowAnonymous]
public sealed record SignInByToken(Actor Actor, string? Token) : ICommand<UserId>;

internal sealed class SignInByTokenHandler(IUserRepository users, ISessionTokens tokens) : IRequestHandler<SignInByToken, Result<UserId>>
{
    public async Task<Result<UserId>> Handle(SignInByToken command, CancellationToken cancellationToken)
    {
        if (command.Token is null || await tokens.ReadAsync(command.Token, cancellationToken) is not { } claims)
        {
            return UserErrors.InvalidToken;
        }

        var user = await users.FindByNameAsync(claims.Username, cancellationToken);
        if (user is not { Active: true })
        {
            return UserErrors.InactiveOrDeleted;
        }

        return tokens.Fingerprint(user.PasswordHash) == claims.PasswordFingerprint ? user.Id : UserErrors.InvalidToken;
    }
}
