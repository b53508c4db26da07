using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Users;

/// <summary>Whether the actor signs in with one-time tokens.</summary>
public sealed record GetTwoFactorStatus(Actor Actor) : IQuery<bool>;

internal sealed class GetTwoFactorStatusHandler(IUserRepository users) : IRequestHandler<GetTwoFactorStatus, Result<bool>>
{
    public async Task<Result<bool>> Handle(GetTwoFactorStatus query, CancellationToken cancellationToken) =>
        (await users.FindAsync(query.Actor.User, cancellationToken))?.TwoFactorEnabled is true;
}
