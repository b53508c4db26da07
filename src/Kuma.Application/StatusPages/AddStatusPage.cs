using Kuma.Application.Common;
using Kuma.Domain.StatusPages;
using MediatR;

namespace Kuma.Application.StatusPages;

/// <summary>Makes an empty page; the value is its slug as stored.</summary>
public sealed record AddStatusPage(Actor Actor, string? Title, string? Slug) : ICommand<string>;

internal sealed class AddStatusPageHandler(IStatusPageRepository pages, IDomainEvents events) : IRequestHandler<AddStatusPage, Result<string>>
{
    public async Task<Result<string>> Handle(AddStatusPage command, CancellationToken cancellationToken)
    {
        var title = command.Title?.Trim() ?? "";
        var slug = Slug.Normalise(command.Slug ?? "");
        if (title.Length == 0 || slug.Length == 0)
        {
            return StatusPageErrors.NoFields;
        }

        if (!Slug.IsValid(slug))
        {
            return StatusPageErrors.SlugInvalid;
        }

        if (title.Length > 255)
        {
            return StatusPageErrors.TooLong;
        }

        if (await pages.AddAsync(title, slug, cancellationToken) is null)
        {
            return StatusPageErrors.SlugTaken;
        }

        await events.PublishAsync(new StatusPagesChanged(), cancellationToken);
        return slug;
    }
}
