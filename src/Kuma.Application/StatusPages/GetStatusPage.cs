using Kuma.Application.Common;
using MediatR;

namespace Kuma.Application.StatusPages;

/// <summary>A page as its editors see it.</summary>
public sealed record GetStatusPage(Actor Actor, string? Slug) : IQuery<EditedPage>;

internal sealed class GetStatusPageHandler(IStatusPageRepository pages) : IRequestHandler<GetStatusPage, Result<EditedPage>>
{
    public async Task<Result<EditedPage>> Handle(GetStatusPage query, CancellationToken cancellationToken) =>
        query.Slug is { } slug && await pages.FindAsync(slug, cancellationToken) is { } page ? page : StatusPageErrors.Unknown;
}
