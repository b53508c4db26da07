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
/// <param name="Domains">The domains that show it, blanks skipped; <c>null</c> when the client sent no list, a <c>null</c> in it for what was no text.</param>
/// <param name="Icon">A PNG as a data URL, or the address of a picture.</param>
/// <param name="Groups">The groups in order.</param>
public sealed record SaveStatusPage(
    Actor Actor,
    string? Slug,
    string? NewSlug,
    PublicPage Page,
    IReadOnlyList<string?>? Domains,
    string Icon,
    IReadOnlyList<EditedGroup> Groups) : ICommand<IReadOnlyList<int>>;

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

        byte[]? logo = null;
        var isPicture = !command.Icon.StartsWith("data:", StringComparison.Ordinal) || TryDecode(command.Icon, out logo);
        if ((CheckSlug(command.NewSlug) ?? (isPicture ? CheckFields(command, logo) : StatusPageErrors.OnlyPng)) is { } refusal)
        {
            return refusal;
        }

        // The old logo stays until the page is saved: a refused save changes nothing.
        using var staged = logo is null ? null : await logos.StageAsync(current.Id, logo, cancellationToken);
        var icon = staged?.Path ?? command.Icon;
        var slug = Slug.Normalise(command.NewSlug!);
        var page = new EditedPage(
            command.Page with { Id = current.Id, Slug = slug, Icon = icon, Published = current.Published },
            [.. command.Domains!.OfType<string>().Where(domain => !string.IsNullOrWhiteSpace(domain))]);
        if (await pages.SaveAsync(page, command.Groups, command.Actor.User, cancellationToken) is not { } ids)
        {
            return StatusPageErrors.SlugTaken;
        }

        staged?.Show();
        await FollowRenameAsync(current.Slug, slug, cancellationToken);
        await events.PublishAsync(new StatusPagesChanged(), cancellationToken);
        return Result<IReadOnlyList<int>>.FromValue(ids);
    }

    private static Error? CheckSlug(string? slug) =>
        slug is null ? StatusPageErrors.SlugNoText
        : Slug.Normalise(slug) is not { Length: > 0 } normal ? StatusPageErrors.SlugEmpty
        : !Slug.IsValid(normal) ? StatusPageErrors.SlugInvalid
        : null;

    private static Error? CheckFields(SaveStatusPage command, byte[]? logo)
    {
        var page = command.Page;
        string?[] bounded =
            [logo is null ? command.Icon : null, page.Title, page.AnalyticsId, page.AnalyticsScriptUrl, page.RssTitle, .. command.Domains ?? [], .. command.Groups.Select(group => group.Name)];
        return !AnalyticsTypes.Contains(page.AnalyticsType, StringComparer.Ordinal) ? StatusPageErrors.Analytics
            : command.Domains is null ? StatusPageErrors.NoDomainList
            : command.Domains.Contains(null) ? StatusPageErrors.DomainNoText
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
