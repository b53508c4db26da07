using Kuma.Web.StatusPages;

namespace Kuma.Web.Tests.StatusPages;

public sealed class SafeMarkdownTests
{
    private readonly SafeMarkdown _markdown = new();

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<svg onload=alert(1)><script>alert(1)</script></svg>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt&#58;alert(1))")]
    [InlineData("<a href=\"&#106;avascript:alert(1)\">x</a>")]
    [InlineData("<a href=\"data:text/html,<script>alert(1)</script>\">x</a>")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>")]
    [InlineData("<object data=\"javascript:alert(1)\"></object>")]
    [InlineData("<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>")]
    [InlineData("<form action=\"https://evil.example\"><input name=password></form>")]
    [InlineData("<base href=\"https://evil.example/\">")]
    [InlineData("<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">")]
    [InlineData("<div style=\"background:url(javascript:alert(1))\">x</div>")]
    [InlineData("<style>*{background:url(https://evil.example)}</style>")]
    [InlineData("<details open ontoggle=alert(1)>x</details>")]
    [InlineData("![x](x\"onerror=\"alert(1))")]
    public void Known_attacks_come_out_harmless(string attack)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument($"<body>{_markdown.ToHtml(attack)}</body>");

        document.QuerySelectorAll("script, style, iframe, object, embed, form, input, base, meta[http-equiv], svg, math").ShouldBeEmpty();
        document.All.SelectMany(element => element.Attributes).ShouldNotContain(attribute =>
            attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            || attribute.Name == "style"
            || attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            || attribute.Value.TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Ordinary_markdown_keeps_its_meaning()
    {
        var html = _markdown.ToHtml("Some **bold** [link](https://example.com)\n\n| a | b |\n|---|---|\n| 1 | 2 |");

        html.ShouldContain("<strong>bold</strong>");
        html.ShouldContain("<a href=\"https://example.com\">link</a>");
        html.ShouldContain("<table>");
    }

    [Fact]
    public void The_description_of_the_head_is_words_only() =>
        _markdown.ToText("Some **bold** <b>words</b><script>alert(1)</script>").ShouldBe("Some bold words");

    [Theory]
    [InlineData("<b>", 1000)]
    [InlineData("<b>", 100_000)]
    [InlineData("<b></i>", 100_000)]
    [InlineData("<details>\n\n", 20_000)]
    [InlineData(">", 20_000)]
    [InlineData("- ", 20_000)]
    [InlineData("[", 20_000)]
    [InlineData("![", 20_000)]
    [InlineData("*a **b ", 10_000)]
    public void Nesting_without_end_is_survived(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times)) + "\n\nend";

        _markdown.ToHtml(text).ShouldContain("end");
        _markdown.ToText(text).ShouldContain("end");
    }

    [Fact]
    public void A_text_is_made_once()
    {
        var text = new string("Some **bold**");

        _markdown.ToHtml(text).ShouldBeSameAs(_markdown.ToHtml(text));
        _markdown.ToText(text).ShouldBeSameAs(_markdown.ToText(text));
    }
}
