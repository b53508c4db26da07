using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Domain.Users;
using MediatR;

namespace Kuma.Application.Users;

/// <summary>Tries a one-time token without using it up.</summary>
public sealed record VerifyOneTimeToken(Actor Actor, string? Token, JsonElement Password) : ICommand<bool>;

internal sealed class VerifyOneTimeTokenHandler(CurrentPassword current, TimeProvider time) : IRequestHandler<VerifyOneTimeToken, Result<bool>>
{
    public async Task<Result<bool>> Handle(VerifyOneTimeToken command, CancellationToken cancellationToken)
    {
        var user = await current.CheckAsync(command.Actor.User, command.Password, cancellationToken);
        if (!user.IsSuccess)
        {
            return user.Error;
        }

        return command.Token is { } token
            && token != user.Value.TwoFactorLastToken
            && TimeBasedOneTimePassword.Verify(user.Value.TwoFactorSecret ?? "", token, time.GetUtcNow());
    }
}
