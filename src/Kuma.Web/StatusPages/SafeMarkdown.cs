using System.Net;
using System.Runtime.CompilerServices;
using Ganss.Xss;
using Markdig;

namespace Kuma.Web.StatusPages;

/// <summary>
/// Markdown of users as HTML that can run nothing: CommonMark with GitHub's tables and links, then sanitised. What was made of a text is
/// kept as long as the text itself, because a page is rebuilt with every beat and its texts stay.
/// </summary>
internal sealed class SafeMarkdown
{
    private const int MostTags = 1000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseTaskLists().UseEmphasisExtras().UseSoftlineBreakAsHardlineBreak().Build();

    private readonly HtmlSanitizer _sanitizer = Create();
    private readonly ConditionalWeakTable<string, string> _html = new();
    private readonly ConditionalWeakTable<string, string> _words = new();

    public string ToHtml(string? markdown) =>
        string.IsNullOrWhiteSpace(markdown) ? "" : _html.GetValue(markdown, text => _sanitizer.Sanitize(Convert(text)));

    /// <summary>The words alone, for descriptions in the head.</summary>
    public string ToText(string? markdown) =>
        string.IsNullOrWhiteSpace(markdown)
            ? ""
            : _words.GetValue(markdown, text => _sanitizer.SanitizeDom(Convert(text)).Body?.TextContent.Trim() ?? "");

    /// <summary>Loads and compiles what the first text would otherwise wait for: half a second on a busy machine.</summary>
    public static void Warm()
    {
        var markdown = new SafeMarkdown();
        markdown.ToHtml("**bold** [link](https://example.com) <b>raw</b>\n\n- item\n\n| a |\n|---|\n| b |");
        markdown.ToText("**bold**");
    }

    private static string Convert(string markdown)
    {
        // The sanitiser walks the tree by recursion; what could nest deeper than anybody writes is shown as it is.
        if (Tags(markdown) <= MostTags)
        {
            try
            {
                return Markdown.ToHtml(markdown, Pipeline);
            }
            catch (ArgumentException)
            {
                // Markdig's own limit of depth.
            }
        }

        return WebUtility.HtmlEncode(markdown);
    }

    /// <summary>Elements that raw HTML opens, which is how deep it could nest.</summary>
    private static int Tags(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            count += text[i] == '<' && char.IsAsciiLetter(text[i + 1]) ? 1 : 0;
        }

        return count;
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
