using Kuma.Application.Common;
using Kuma.Domain.Users;
using MediatR;

namespace Kuma.Application.Users;

/// <summary>Creates the first account.</summary>
[AllowAnonymous]
public sealed record SetUp(Actor Actor, string Username, string Password) : ICommand;

internal sealed class SetUpHandler(IUserRepository users, IPasswordHasher hasher) : IRequestHandler<SetUp, Result>
{
    public async Task<Result> Handle(SetUp command, CancellationToken cancellationToken)
    {
        if (PasswordStrength.IsTooWeak(command.Password))
        {
            return UserErrors.PasswordTooWeak;
        }

        if (await users.AnyAsync(cancellationToken))
        {
            return UserErrors.AlreadySetUp;
        }

        if (string.IsNullOrWhiteSpace(command.Username))
        {
            return UserErrors.EmptyUsername;
        }

        var id = await users.AddFirstAsync(command.Username, hasher.Hash(command.Password), cancellationToken);
        return id is null ? UserErrors.AlreadySetUp : Result.Success;
    }
}
