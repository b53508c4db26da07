using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Domain.Users;
using MediatR;

namespace Kuma.Application.Users;

/// <summary>Replaces the actor's password; returns a new session token, because every older one is invalid now.</summary>
public sealed record ChangePassword(Actor Actor, JsonElement Current, JsonElement New) : ICommand<string>;

internal sealed class ChangePasswordHandler(CurrentPassword current, IUserRepository users, IPasswordHasher hasher, ISessionTokens tokens)
    : IRequestHandler<ChangePassword, Result<string>>
{
    public async Task<Result<string>> Handle(ChangePassword command, CancellationToken cancellationToken)
    {
        if (command.New.ValueKind is not JsonValueKind.String || command.New.GetString() is not { Length: > 0 } password)
        {
            return UserErrors.InvalidNewPassword;
        }

        if (PasswordStrength.IsTooWeak(password))
        {
            return UserErrors.PasswordTooWeak;
        }

        var user = await current.CheckAsync(command.Actor.User, command.Current, cancellationToken);
        if (!user.IsSuccess)
        {
            return user.Error;
        }

        var changed = user.Value with { PasswordHash = hasher.Hash(password) };
        await users.SavePasswordAsync(changed.Id, changed.PasswordHash, cancellationToken);
        return await tokens.IssueAsync(changed, cancellationToken);
    }
}
