using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.Tags;

/// <summary>All tags.</summary>
public sealed record ListTags(Actor Actor) : IQuery<IReadOnlyList<Tag>>;

internal sealed class ListTagsHandler(ITagRepository tags) : IRequestHandler<ListTags, Result<IReadOnlyList<Tag>>>
{
    public async Task<Result<IReadOnlyList<Tag>>> Handle(ListTags query, CancellationToken cancellationToken) =>
        Result<IReadOnlyList<Tag>>.FromValue(await tags.ListAsync(cancellationToken));
}
