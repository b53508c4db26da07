using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Monitoring;

/// <summary>The games that a monitor of the type <c>gamedig</c> may ask.</summary>
public sealed record ListGames(Actor Actor) : IQuery<IReadOnlyList<Game>>;

internal sealed class ListGamesHandler(IGameCatalog catalog) : IRequestHandler<ListGames, Result<IReadOnlyList<Game>>>
{
    public Task<Result<IReadOnlyList<Game>>> Handle(ListGames query, CancellationToken cancellationToken) =>
        Task.FromResult(Result<IReadOnlyList<Game>>.FromValue(catalog.Games));
}
