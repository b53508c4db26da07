using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Settings;
using Kuma.Domain.StatusPages;
using MediatR;

namespace Kuma.Application.StatusPages;

/// <summary>Replaces a page's fields, domains, groups and logo; the value is the ids of its groups in order.</summary>
/// <param name="Actor">The editor.</param>
/// <param name="Slug">The page's slug so far.</param>
/// <param name="Page">The new fields; its id, icon and publication are not taken over. A slug of <c>null</c> was no text.</param>
/// <param name="NewSlug">The slug to have from now on; <c>null</c> when the client sent something else than text.</param>
/// <param name="Icon">A PNG as a data URL, or the address of a picture.</param>
/// <param name="Groups">The groups in order.</param>
public sealed record SaveStatusPage(
    Actor Actor, string? Slug, string? NewSlug, EditedPage Page, string Icon, IReadOnlyList<EditedGroup> Groups) : ICommand<IReadOnlyList<int>>;

internal sealed class SaveStatusPageHandler(IStatusPageRepository pages, ILogoStore logos, ISettingStore settings, IDomainEvents events)
    : IRequestHandler<SaveStatusPage, Result<IReadOnlyList<int>>>
{
    private const string PngPrefix = "data:image/png;base64,";

    private static readonly string?[] AnalyticsTypes = [null, "google", "umami", "plausible", "matomo", "rybbit"];

    public async Task<Result<IReadOnlyList<int>>> Handle(SaveStatusPage command, CancellationToken cancellationToken)
    {
        if (command.Slug is null || await pages.FindAsync(command.Slug, cancellationToken) is not { Page: var current })
        {
            return StatusPageErrors.Unknown;
        }

        if (Check(command) is { } refusal)
        {
            return refusal;
        }

        byte[]? logo = null;
        if (command.Icon.StartsWith("data:", StringComparison.Ordinal) && !TryDecode(command.Icon, out logo))
        {
            return StatusPageErrors.OnlyPng;
        }

        // The old logo stays until the page is saved: a refused save changes nothing.
        using var staged = logo is null ? null : await logos.StageAsync(current.Id, logo, cancellationToken);
        var icon = staged?.Path ?? command.Icon;
        var slug = Slug.Normalise(command.NewSlug!);
        var page = command.Page with { Page = command.Page.Page with { Id = current.Id, Slug = slug, Icon = icon, Published = current.Published } };
        if (await pages.SaveAsync(page, command.Groups, cancellationToken) is not { } ids)
        {
            return StatusPageErrors.SlugTaken;
        }

        staged?.Show();
        await FollowRenameAsync(current.Slug, slug, cancellationToken);
        await events.PublishAsync(new StatusPagesChanged(), cancellationToken);
        return Result<IReadOnlyList<int>>.FromValue(ids);
    }

    private static Error? Check(SaveStatusPage command)
    {
        var page = command.Page.Page;
        string?[] bounded =
            [page.Title, page.AnalyticsId, page.AnalyticsScriptUrl, page.RssTitle, .. command.Page.Domains, .. command.Groups.Select(group => group.Name)];
        return command.NewSlug is null ? StatusPageErrors.SlugNoText
            : Slug.Normalise(command.NewSlug) is not { Length: > 0 } slug ? StatusPageErrors.SlugEmpty
            : !Slug.IsValid(slug) ? StatusPageErrors.SlugInvalid
            : !AnalyticsTypes.Contains(page.AnalyticsType, StringComparer.Ordinal) ? StatusPageErrors.Analytics
            : bounded.Any(text => text?.Length > 255) ? StatusPageErrors.TooLong
            : null;
    }

    private static bool TryDecode(string icon, out byte[]? png)
    {
        png = null;
        if (!icon.StartsWith(PngPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var bytes = new byte[icon.Length];
        if (!Convert.TryFromBase64String(icon[PngPrefix.Length..], bytes, out var length)
            || !bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return false;
        }

        png = bytes[..length];
        return true;
    }

    private async Task FollowRenameAsync(string before, string after, CancellationToken cancellationToken)
    {
        if (before != after && await settings.TextAsync(SettingKeys.EntryPage, cancellationToken) == $"statusPage-{before}")
        {
            await settings.SetGeneralAsync(
                new Dictionary<string, JsonElement>(StringComparer.Ordinal)
                {
                    [SettingKeys.EntryPage] = JsonSerializer.SerializeToElement($"statusPage-{after}"),
                },
                cancellationToken);
        }
    }
}
