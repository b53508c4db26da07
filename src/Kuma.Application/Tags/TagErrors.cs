using Kuma.Application.Common;

namespace Kuma.Application.Tags;

/// <summary>Refusals around tags; the texts are part of the wire.</summary>
public static class TagErrors
{
    public static readonly Error NotFound = new("tag-not-found", "tagNotFound", IsTranslationKey: true);

    public static readonly Error NameNeeded = new("tag-name-needed", "A tag needs a name and a color.");
}
