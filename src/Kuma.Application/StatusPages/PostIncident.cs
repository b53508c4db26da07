using Kuma.Application.Common;
using Kuma.Domain.Common;
using Kuma.Domain.StatusPages;
using MediatR;

namespace Kuma.Application.StatusPages;

/// <summary>Shows an incident on top of a page: a new one, or the page's own of the given id with new words.</summary>
public sealed record PostIncident(Actor Actor, string? Slug, IncidentId? Id, string? Title, string? Content, string? Style) : ICommand<PublicIncident>;

internal sealed class PostIncidentHandler(IStatusPageRepository pages, IDomainEvents events, TimeProvider time)
    : IRequestHandler<PostIncident, Result<PublicIncident>>
{
    public async Task<Result<PublicIncident>> Handle(PostIncident command, CancellationToken cancellationToken)
    {
        if (command.Slug is null || await pages.FindAsync(command.Slug, cancellationToken) is not { Page: var page })
        {
            return StatusPageErrors.SlugNotFound;
        }

        if (IncidentTexts.Check(command.Title, command.Content) is { } refusal)
        {
            return refusal;
        }

        var (title, content, style) = (command.Title!, command.Content!, IncidentStyles.Known(command.Style));
        var known = command.Id is { } id ? await pages.FindIncidentAsync(page.Id, id, cancellationToken) : null;
        PublicIncident incident;
        if (known is null)
        {
            incident = await pages.AddIncidentAsync(
                new PublicIncident(
                    default, page.Id, style, title, content, Pin: true, Active: true, time.GetUtcNow(), UpdatedAt: null),
                cancellationToken);
        }
        else
        {
            incident = known with
            {
                Title = title, Content = content, Style = style, Pin = true, Active = true, UpdatedAt = time.GetUtcNow(),
            };
            await pages.SaveIncidentAsync(incident, cancellationToken);
        }

        await events.PublishAsync(new StatusPagesChanged(), cancellationToken);
        return incident;
    }
}

/// <summary>What the words of an incident must be at least: there, and a title that fits.</summary>
internal static class IncidentTexts
{
    public static Error? Check(string? title, string? content) =>
        title is null ? StatusPageErrors.NoTitle
        : content is null ? StatusPageErrors.NoContent
        : title.Length > 255 ? StatusPageErrors.TitleTooLong
        : null;
}

/// <summary>The looks of incidents.</summary>
public static class IncidentStyles
{
    private static readonly string[] All = ["info", "warning", "danger", "primary", "light", "dark"];

    /// <summary>The style, or <c>warning</c> when there is none of that name.</summary>
    public static string Known(string? style) => All.Contains(style, StringComparer.Ordinal) ? style! : "warning";
}
