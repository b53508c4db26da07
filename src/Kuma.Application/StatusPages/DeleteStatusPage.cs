using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Settings;
using Kuma.Domain.StatusPages;
using MediatR;

namespace Kuma.Application.StatusPages;

/// <summary>Removes a page; an entry page falls back to the dashboard.</summary>
public sealed record DeleteStatusPage(Actor Actor, string? Slug) : ICommand;

internal sealed class DeleteStatusPageHandler(IStatusPageRepository pages, ISettingStore settings, IDomainEvents events)
    : IRequestHandler<DeleteStatusPage, Result>
{
    public async Task<Result> Handle(DeleteStatusPage command, CancellationToken cancellationToken)
    {
        if (command.Slug is null || await pages.FindAsync(command.Slug, cancellationToken) is not { Page: var page })
        {
            return StatusPageErrors.NotFound;
        }

        if (await settings.TextAsync(SettingKeys.EntryPage, cancellationToken) == $"statusPage-{page.Slug}")
        {
            await settings.SetGeneralAsync(
                new Dictionary<string, JsonElement>(StringComparer.Ordinal)
                {
                    [SettingKeys.EntryPage] = JsonSerializer.SerializeToElement("dashboard"),
                },
                cancellationToken);
        }

        await pages.DeleteAsync(page.Id, cancellationToken);
        await events.PublishAsync(new StatusPagesChanged(), cancellationToken);
        return Result.Success;
    }
}
