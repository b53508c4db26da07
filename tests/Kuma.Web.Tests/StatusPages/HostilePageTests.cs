using System.Text.Json;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dapper;
using Kuma.Testing;

namespace Kuma.Web.Tests.StatusPages;

/// <summary>Known attacks, each in every text of a page of its own: nothing of them may become more than text.</summary>
public sealed class HostilePageTests(HostilePageTests.Host host) : IClassFixture<HostilePageTests.Host>
{
    public static TheoryData<string> Attacks =>
    [
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "</StYlE\t><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<!--<script>alert(1)</script>",
        "--><script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "' onload='alert(1)",
        "\" onload=\"alert(1)",
        "\" autofocus onfocus=alert(1) x=\"",
        "<img src=x onerror=alert(1)>",
        "<img src=x:x onerror=alert(1)//",
        "<svg onload=alert(1)>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><use href=\"data:image/svg+xml,<svg id=x onload=alert(1)>#x\"></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
        "<embed src=javascript:alert(1)>",
        "<form action=https://evil.example><input name=password><button formaction=javascript:alert(1)>x</button></form>",
        "<base href=https://evil.example/>",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "<a href=javascript:alert(1)>x</a>",
        "<a href=\"java\nscript:alert(1)\">x</a>",
        "<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>",
        "<a href=vbscript:alert(1)>x</a>",
        "<details open ontoggle=alert(1)>x</details>",
        "<div style=\"position:fixed;inset:0;background:url(javascript:alert(1))\">x</div>",
        "<template><script>alert(1)</script></template>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
        "![x](x\"onerror=\"alert(1))",
        "<javascript:alert(1)>",
        "javascript:alert(1)",
        "body{background:url(\"javascript:alert(1)\");-moz-binding:url(x);width:expression(alert(1))}@import 'javascript:alert(1)';",
        "${alert(1)}`;alert(1)//\u2028\u2029\\",
        "]]><script>alert(1)</script>",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_page_runs_nothing_of_it(string attack)
    {
        using var answer = await host.Kuma.Client.GetAsync($"/status/{Slug(attack)}");
        var page = new HtmlParser(new HtmlParserOptions { IsScripting = true }).ParseDocument(await answer.Content.ReadAsStringAsync());

        foreach (var element in page.All)
        {
            Danger(element).ShouldBeNull();
        }

        page.Title.ShouldBe(string.Join(' ', attack.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)));
        var policy = Policy(answer);
        policy["script-src"].Split(' ').ShouldAllBe(source => source == "'self'" || source.StartsWith("'sha256-"));
        policy["default-src"].ShouldBe("'none'");
        policy["base-uri"].ShouldBe("'none'");
        policy["form-action"].ShouldBe("'none'");
        policy["connect-src"].ShouldBe("'self'");
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task The_data_inside_a_page_is_the_text_itself(string attack)
    {
        var page = new HtmlParser().ParseDocument(await host.Kuma.Client.GetStringAsync($"/status/{Slug(attack)}"));

        var script = page.GetElementById("preload-data")!.TextContent;
        script.ShouldStartWith("window.preloadData = ");
        script.ShouldNotContain("<");
        using var data = JsonDocument.Parse(script["window.preloadData = ".Length..^1]);
        var config = data.RootElement.GetProperty("config");
        config.GetProperty("title").GetString().ShouldBe(attack);
        config.GetProperty("customCSS").GetString().ShouldBe(attack);
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_feed_and_a_manifest_stay_well_formed(string attack)
    {
        var feed = XDocument.Parse(await host.Kuma.Client.GetStringAsync($"/status/{Slug(attack)}/rss"));
        using var manifest = JsonDocument.Parse(await host.Kuma.Client.GetStringAsync($"/api/status-page/{Slug(attack)}/manifest.json"));

        FeedRules.Violations(feed).ShouldBeEmpty();
        feed.Descendants("item").Single().Element("title")!.Value.ShouldBe(attack);
        manifest.RootElement.GetProperty("name").GetString().ShouldBe(attack);
    }

    private static string Slug(string attack) => $"a{Attacks.TakeWhile(row => row.Data != attack).Count()}";

    private static Dictionary<string, string> Policy(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").Single().Split(';', StringSplitOptions.TrimEntries)
            .ToDictionary(rule => rule.Split(' ')[0], rule => rule.Split(' ', 2)[1]);

    /// <summary>What of an element could run or lead astray; <c>null</c> when nothing could.</summary>
    private static string? Danger(IElement element)
    {
        string[] forbidden = ["iframe", "object", "embed", "form", "base", "math", "animate", "template", "noscript"];
        var isOurs = element is IHtmlScriptElement { Source: null, Id: "preload-data" }
            || (element is IHtmlScriptElement { Source: { } source } && source.StartsWith("/status-assets/", StringComparison.Ordinal));
        return element.LocalName is "script" && !isOurs ? element.OuterHtml
            : forbidden.Contains(element.LocalName) ? element.OuterHtml
            : element.LocalName is "meta" && element.HasAttribute("http-equiv") ? element.OuterHtml
            : element is IHtmlLinkElement { Relation: "stylesheet", Href: { } href } && !href.Contains("/status-assets/") ? element.OuterHtml
            : element.Attributes.FirstOrDefault(IsDangerous) is { } attribute ? $"{attribute.Name}={attribute.Value}"
            : null;
    }

    private static bool IsDangerous(IAttr attribute)
    {
        // Browsers pass over white space and control characters in front of and inside a scheme.
        var value = string.Concat(attribute.Value.Where(c => c > ' '));
        string[] schemes = ["javascript:", "vbscript:", "data:text", "data:image/svg"];
        return attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            || (attribute.Name is "href" or "src" or "action" or "formaction" or "xlink:href" or "data"
                && attribute.OwnerElement is not IHtmlImageElement
                && schemes.Any(scheme => value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>One page per attack: in its title, texts, style, feed title, group, monitor, link, tag, incident, logo.</summary>
    public sealed class Host(PostgresFixture postgres) : IAsyncLifetime
    {
        private TestDatabase? _database;
        private KumaHost? _kuma;

        public KumaHost Kuma => _kuma ?? throw new InvalidOperationException("The host is not started.");

        public async ValueTask InitializeAsync()
        {
            _database = await postgres.CreateDatabaseAsync();
            await using (var connection = await _database.DataSource.OpenConnectionAsync())
            {
                var attacks = Attacks.Select((row, index) => new { id = index + 1, slug = $"a{index}", text = row.Data });
                await connection.ExecuteAsync(
                    """
                    insert into status_page (slug, title, description, footer_text, custom_css, rss_title, icon, theme, show_tags, analytics_id,
                                             analytics_type, analytics_script_url)
                    values (@slug, @text, @text, @text, @text, @text, @text, @text, true, @text, 'umami', @text);
                    insert into page_group (status_page_id, name, public) values (@id, @text, true);
                    insert into monitor (name, type, interval, active, config)
                    values (@text, 'manual', 60, false, jsonb_build_object('Name', @text, 'Type', 'manual', 'Interval', 60, 'RetryInterval', 60));
                    insert into monitor_group (monitor_id, group_id, send_url, custom_url) values (@id, @id, true, @text);
                    insert into tag (name, color) values (@text, @text);
                    insert into monitor_tag (monitor_id, tag_id, value) values (@id, @id, @text);
                    insert into incident (status_page_id, title, content, style) values (@id, @text, @text, @text);
                    insert into incident (status_page_id, title, content, style, pin) values (@id, @text, @text, @text, false)
                    """,
                    attacks);
            }

            _kuma = await KumaHost.StartAsync(_database);
        }

        public async ValueTask DisposeAsync()
        {
            if (_kuma is not null)
            {
                await _kuma.DisposeAsync();
            }

            if (_database is not null)
            {
                await _database.DisposeAsync();
            }
        }
    }
}
