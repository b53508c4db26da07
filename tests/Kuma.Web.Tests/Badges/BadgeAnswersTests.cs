using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Kuma.Web.Badges;
using Kuma.Web.Tests.Api;

namespace Kuma.Web.Tests.Badges;

/// <summary>Every badge in every style is a drawing that any program can read.</summary>
public sealed class BadgeAnswersTests(PageHost host) : IClassFixture<PageHost>
{
    private static readonly string[] Kinds =
    [
        "badge/1/status", "badge/1/status?value=0", "badge/1/status?value=2", "badge/1/status?value=3", "badge/1/status?value=7", "badge/1/uptime",
        "badge/1/uptime/7d", "badge/1/ping", "badge/1/ping/30d", "badge/1/avg-response", "badge/1/response", "badge/1/cert-exp", "badge/2/status",
        "status-page/p/badge", "status-page/p/badge?label=All", "status-page/none/badge",
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var kind in Kinds)
            {
                foreach (var style in BadgeStyles.Names)
                {
                    all.Add(kind, style);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_badge_is_well_formed(string kind, string style)
    {
        await host.PushAsync("ping=12");
        var path = $"/api/{kind}{(kind.Contains('?') ? '&' : '?')}style={style}";

        using var answer = await host.Kuma.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/svg+xml; charset=utf-8");
        var svg = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        XNamespace names = "http://www.w3.org/2000/svg";
        svg.Name.ShouldBe(names + "svg");
        svg.Element(names + "title")!.Value.ShouldBe(svg.Attribute("aria-label")!.Value);
        double.Parse(svg.Attribute("width")!.Value, CultureInfo.InvariantCulture).ShouldBeInRange(20, 400);
        svg.Descendants().ShouldAllBe(element => element.Name.Namespace == names);
        var ids = svg.Descendants().Attributes("id").Select(id => id.Value).ToList();
        ids.ShouldBeUnique();
        svg.Descendants().Attributes().Select(attribute => attribute.Value).Where(value => value.StartsWith("url(#"))
            .ShouldAllBe(value => ids.Contains(value.Substring(5, value.Length - 6)));
    }

    [Fact]
    public async Task Texts_of_a_badge_are_only_texts()
    {
        var attack = Uri.EscapeDataString("</title><script>alert(1)</script>\" onload=\"alert(1)");

        using var answer = await host.Kuma.Client.GetAsync(
            $"/api/badge/1/status?label={attack}&upLabel={attack}&downLabel={attack}&upColor={attack}&labelColor={attack}&value=1");

        var svg = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        svg.Descendants().ShouldNotContain(element => element.Name.LocalName == "script");
        svg.DescendantsAndSelf().Attributes().ShouldNotContain(attribute => attribute.Name.LocalName.StartsWith("on"));
    }
}
