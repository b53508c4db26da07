using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.StatusPages;
using MediatR;

namespace Kuma.Application.StatusPages;

/// <summary>Changes an incident's words, style and pin; whether it is resolved stays.</summary>
public sealed record EditIncident(Actor Actor, string? Slug, IncidentId Id, string? Title, string? Content, string? Style, bool Pin)
    : ICommand<PublicIncident>;

/// <summary>Ends an incident: it moves to the past ones.</summary>
public sealed record ResolveIncident(Actor Actor, string? Slug, IncidentId Id) : ICommand<PublicIncident>;

/// <summary>Removes an incident.</summary>
public sealed record DeleteIncident(Actor Actor, string? Slug, IncidentId Id) : ICommand;

/// <summary>Takes all incidents off the top of a page; an unknown page is no error.</summary>
public sealed record UnpinIncidents(Actor Actor, string? Slug) : ICommand;

/// <summary>A page's incidents, ten at a time; open to visitors.</summary>
[AllowAnonymous]
public sealed record GetIncidentHistory(Actor Actor, string? Slug, IncidentCursor? After) : IQuery<IncidentHistory>;

internal sealed class ChangeIncidentHandler(IStatusPageRepository pages, IPublicPageReader reader, IDomainEvents events, TimeProvider time)
    : IRequestHandler<EditIncident, Result<PublicIncident>>,
        IRequestHandler<ResolveIncident, Result<PublicIncident>>,
        IRequestHandler<DeleteIncident, Result>,
        IRequestHandler<UnpinIncidents, Result>,
        IRequestHandler<GetIncidentHistory, Result<IncidentHistory>>
{
    public async Task<Result<PublicIncident>> Handle(EditIncident command, CancellationToken cancellationToken)
    {
        var found = await FindAsync(command.Slug, command.Id, cancellationToken);
        return !found.IsSuccess ? found
            : string.IsNullOrWhiteSpace(command.Title) ? StatusPageErrors.NoTitle
            : string.IsNullOrWhiteSpace(command.Content) ? StatusPageErrors.NoContent
            : IncidentTexts.Check(command.Title, command.Content) is { } refusal ? refusal
            : await SaveAsync(
                found.Value with { Title = command.Title, Content = command.Content, Style = IncidentStyles.Known(command.Style), Pin = command.Pin },
                cancellationToken);
    }

    public async Task<Result<PublicIncident>> Handle(ResolveIncident command, CancellationToken cancellationToken)
    {
        var found = await FindAsync(command.Slug, command.Id, cancellationToken);
        return found.IsSuccess ? await SaveAsync(found.Value with { Active = false, Pin = false }, cancellationToken) : found;
    }

    public async Task<Result> Handle(DeleteIncident command, CancellationToken cancellationToken)
    {
        var found = await FindAsync(command.Slug, command.Id, cancellationToken);
        if (!found.IsSuccess)
        {
            return found.Error;
        }

        await pages.DeleteIncidentAsync(command.Id, cancellationToken);
        await events.PublishAsync(new StatusPagesChanged(), cancellationToken);
        return Result.Success;
    }

    public async Task<Result> Handle(UnpinIncidents command, CancellationToken cancellationToken)
    {
        if (command.Slug is { } slug && await pages.FindAsync(slug, cancellationToken) is { } page)
        {
            await pages.UnpinIncidentsAsync(page.Page.Id, cancellationToken);
            await events.PublishAsync(new StatusPagesChanged(), cancellationToken);
        }

        return Result.Success;
    }

    public async Task<Result<IncidentHistory>> Handle(GetIncidentHistory query, CancellationToken cancellationToken) =>
        query.Slug is { } slug && await pages.FindAsync(slug, cancellationToken) is { } page
            ? await reader.ReadHistoryAsync(page.Page.Id, query.After, cancellationToken)
            : StatusPageErrors.SlugNotFound;

    private async Task<Result<PublicIncident>> FindAsync(string? slug, IncidentId id, CancellationToken cancellationToken)
    {
        if (slug is null || await pages.FindAsync(slug, cancellationToken) is not { Page: var page })
        {
            return StatusPageErrors.SlugNotFoundKey;
        }

        return await pages.FindIncidentAsync(page.Id, id, cancellationToken) is { } incident ? incident : StatusPageErrors.IncidentUnknown;
    }

    private async Task<Result<PublicIncident>> SaveAsync(PublicIncident incident, CancellationToken cancellationToken)
    {
        var changed = incident with { UpdatedAt = time.GetUtcNow() };
        await pages.SaveIncidentAsync(changed, cancellationToken);
        await events.PublishAsync(new StatusPagesChanged(), cancellationToken);
        return changed;
    }
}
