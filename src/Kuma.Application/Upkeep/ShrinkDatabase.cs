using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Upkeep;

/// <summary>Gives the space of deleted rows back for use.</summary>
public sealed record ShrinkDatabase(Actor Actor) : ICommand;

internal sealed class ShrinkDatabaseHandler(IDatabaseUpkeep database) : IRequestHandler<ShrinkDatabase, Result>
{
    public async Task<Result> Handle(ShrinkDatabase command, CancellationToken cancellationToken)
    {
        await database.ShrinkAsync(cancellationToken);
        return Result.Success;
    }
}
