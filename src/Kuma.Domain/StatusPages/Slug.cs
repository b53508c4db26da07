using System.Text.RegularExpressions;

namespace Kuma.Domain.StatusPages;

/// <summary>The name of a page in its address: letters and digits, single dashes between them.</summary>
public static partial class Slug
{
    public static string Normalise(string text) => text.Trim().ToLowerInvariant();

    public static bool IsValid(string slug) => slug.Length <= 255 && Pattern().IsMatch(slug);

    [GeneratedRegex("^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pattern();
}
