using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Users;

/// <summary>Whether there is no account yet.</summary>
[AllowAnonymous]
public sealed record GetNeedSetUp(Actor Actor) : IQuery<bool>;

internal sealed class GetNeedSetUpHandler(IUserRepository users) : IRequestHandler<GetNeedSetUp, Result<bool>>
{
    public async Task<Result<bool>> Handle(GetNeedSetUp query, CancellationToken cancellationToken) =>
        !await users.AnyAsync(cancellationToken);
}
