using Kuma.Application.Common;
using Kuma.Domain.Common;
using MediatR;

namespace Kuma.Application.Tags;

/// <summary>Removes a tag from everywhere; an unknown one succeeds.</summary>
public sealed record DeleteTag(Actor Actor, TagId TagId) : ICommand;

internal sealed class DeleteTagHandler(ITagRepository tags) : IRequestHandler<DeleteTag, Result>
{
    public async Task<Result> Handle(DeleteTag command, CancellationToken cancellationToken)
    {
        await tags.DeleteAsync(command.TagId, cancellationToken);
        return Result.Success;
    }
}
