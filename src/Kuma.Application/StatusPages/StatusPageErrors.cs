using Kuma.Application.Common;

namespace Kuma.Application.StatusPages;

/// <summary>Refusals of status pages and incidents, in the words that clients look for.</summary>
public static class StatusPageErrors
{
    public static readonly Error NoFields = new("no-fields", "Please input all fields");
    public static readonly Error SlugNoText = new("slug-no-text", "Slug must be string");
    public static readonly Error SlugEmpty = new("slug-empty", "Slug cannot be empty");
    public static readonly Error SlugInvalid = new("slug-invalid", "Invalid Slug");

    /// <summary>The web page of the original looks for "UNIQUE constraint".</summary>
    public static readonly Error SlugTaken = new("slug-taken", "UNIQUE constraint failed: status_page.slug");

    public static readonly Error Unknown = new("page-unknown", "No slug?");
    public static readonly Error NotFound = new("page-not-found", "Status Page is not found");
    public static readonly Error SlugNotFound = new("page-slug-not-found", "slug is not found");
    public static readonly Error OnlyPng = new("logo-no-png", "Only allowed PNG logo.");
    public static readonly Error Analytics = new("analytics-invalid", "Invalid analytics type");
    public static readonly Error NoDomainList = new("domains-no-list", "Invalid array");
    public static readonly Error DomainNoText = new("domain-no-text", "Invalid domain");
    public static readonly Error TooLong = new("page-too-long", "A field of the status page is longer than 255 characters.");

    public static readonly Error SlugNotFoundKey = new("incident-page-unknown", "slug is not found", IsTranslationKey: true);
    public static readonly Error IncidentUnknown = new("incident-unknown", "Incident not found or access denied", IsTranslationKey: true);
    public static readonly Error NoTitle = new("incident-no-title", "Please input title", IsTranslationKey: true);
    public static readonly Error TitleTooLong = new("incident-title-too-long", "The title is longer than 255 characters.");
    public static readonly Error NoContent = new("incident-no-content", "Please input content", IsTranslationKey: true);
}
