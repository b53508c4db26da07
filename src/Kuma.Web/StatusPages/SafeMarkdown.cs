using Ganss.Xss;
using Markdig;

namespace Kuma.Web.StatusPages;

/// <summary>Markdown of users as HTML that can run nothing: CommonMark with GitHub's tables and links, then sanitised.</summary>
internal sealed class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseTaskLists().UseEmphasisExtras().UseSoftlineBreakAsHardlineBreak().Build();

    private readonly HtmlSanitizer _sanitizer = Create();

    public string ToHtml(string? markdown) =>
        string.IsNullOrWhiteSpace(markdown) ? "" : _sanitizer.Sanitize(Markdown.ToHtml(markdown, Pipeline));

    /// <summary>The words alone, for descriptions in the head.</summary>
    public string ToText(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
        {
            return "";
        }

        var document = _sanitizer.SanitizeDom(Markdown.ToHtml(markdown, Pipeline));
        return document.Body?.TextContent.Trim() ?? "";
    }

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer();
        foreach (var tag in new[] { "form", "input", "button", "textarea", "select", "option", "style", "link", "meta", "base" })
        {
            sanitizer.AllowedTags.Remove(tag);
        }

        // Ids, classes and names could stand in for parts of the page; styles could cover it.
        foreach (var attribute in new[] { "id", "class", "name", "style" })
        {
            sanitizer.AllowedAttributes.Remove(attribute);
        }

        sanitizer.AllowedSchemes.Add("mailto");
        return sanitizer;
    }
}
