using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Upkeep;

/// <summary>How many bytes the database takes.</summary>
public sealed record GetDatabaseSize(Actor Actor) : IQuery<long>;

internal sealed class GetDatabaseSizeHandler(IDatabaseUpkeep database) : IRequestHandler<GetDatabaseSize, Result<long>>
{
    public async Task<Result<long>> Handle(GetDatabaseSize query, CancellationToken cancellationToken) =>
        await database.SizeAsync(cancellationToken);
}

/// <summary>Looks after the database.</summary>
public interface IDatabaseUpkeep
{
    Task<long> SizeAsync(CancellationToken cancellationToken);

    /// <summary>Gives the space of deleted rows back for use.</summary>
    Task ShrinkAsync(CancellationToken cancellationToken);
}
