using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Badges;

/// <summary>What badges say to the letter, and how they refuse (spec/rest.md section 6).</summary>
public sealed partial class BadgeWireTests(PageHost host) : IClassFixture<PageHost>
{
    [Theory]
    [InlineData("uptime?value=0.5abc", "Uptime (24h): 50.00%")]
    [InlineData("uptime?value=abc", "Uptime (24h): NaN%")]
    [InlineData("uptime?value=", "Uptime (24h): 0.000%")]
    [InlineData("uptime/30d?labelSuffix=d&value=1", "Uptime (30d): 100.0%")]
    [InlineData("uptime?prefix=p&suffix=s&labelPrefix=lp&labelSuffix=ls&label=L&value=1", "lpL: p100.0s")]
    [InlineData("ping?value=12.9ms", "Avg. Ping (24h): 12ms")]
    [InlineData("ping?value=-3.9", "Avg. Ping (24h): -3ms")]
    [InlineData("ping?value=0.9", "Avg. Ping (24h): ms")]
    [InlineData("ping?value=", "Avg. Ping (24h): ms")]
    [InlineData("ping?value=10000000000000000", "Avg. Ping (24h): 10000000000000000ms")]
    [InlineData("status?value=2.9", "Status: Pending")]
    [InlineData("status?value=9", "Status: N/A")]
    [InlineData("status?value=99999999999", "Status: N/A")]
    [InlineData("status?value=1&LABEL=other&UpLabel=other", "Status: Up")]
    [InlineData("status?value=1&label=%20%20x%20", "x: Up")]
    public async Task A_badge_says_what_it_is_told(string badge, string text) => (await TitleAsync($"/api/badge/1/{badge}")).ShouldBe(text);

    [Theory]
    [InlineData("abc/status", "Invalid monitor ID")]
    [InlineData("-/status", "Invalid monitor ID")]
    [InlineData("1/status?style=none", Styles)]
    [InlineData("1/status?style=", Styles)]
    [InlineData("1/status?style=flat&style=flat", Styles)]
    [InlineData("1/status?label=a&label=b", "Field `label` must be of type string")]
    [InlineData("1/status?label[]=a", "Field `label` must be of type string")]
    [InlineData("1/status?label[x]=a", "Field `label` must be of type string")]
    [InlineData("1/status?value=1&upColor=a&upColor=b", "Field `color` must be of type string")]
    [InlineData("1/uptime?labelColor=a&labelColor=b", "Field `labelColor` must be of type string")]
    [InlineData("1/uptime?suffix=a&suffix=b", "Field `message` must be of type string")]
    [InlineData("1/uptime/", "Invalid duration: index.html")]
    [InlineData("9999/ping/721", "The maximum number of hours is 720")]
    [InlineData("0/ping", "Monitor ID is required")]
    public async Task A_badge_that_cannot_be_drawn_says_why(string badge, string message)
    {
        using var answer = await host.Kuma.Client.GetAsync($"/api/badge/{badge}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        json.RootElement.GetProperty("status").GetString().ShouldBe("fail");
        json.RootElement.GetProperty("msg").GetString().ShouldBe(message);
    }

    [Theory]
    [InlineData("99999999999999999999/status")]
    [InlineData("-1/status?value=1")]
    [InlineData("9999/uptime/bogus")]
    [InlineData("9999/cert-exp?value=3")]
    public async Task A_monitor_that_nobody_may_see_is_not_available(string badge) => (await TitleAsync($"/api/badge/{badge}")).ShouldBe("N/A");

    [Fact]
    public async Task A_private_monitor_is_not_available_in_any_badge()
    {
        var (id, token) = await host.AddMonitorAsync(isPublic: false);
        await host.PushAsync(token, "ping=77");

        foreach (var kind in new[] { "status", "uptime", "ping", "avg-response", "response", "cert-exp" })
        {
            (await TitleAsync($"/api/badge/{id}/{kind}?value=1")).ShouldBe("N/A");
        }
    }

    [Fact]
    public async Task The_average_response_is_that_of_all_beats_and_the_ping_that_of_up_ones()
    {
        var (id, token) = await host.AddMonitorAsync();
        await host.PushAsync(token, "ping=10");
        await host.PushAsync(token, "status=down&ping=31");
        await host.PushAsync(token, "status=down");

        (await TitleAsync($"/api/badge/{id}/avg-response")).ShouldBe("Avg. Response (24h): 20ms");
        (await TitleAsync($"/api/badge/{id}/avg-response/99999999999")).ShouldBe("Avg. Response (720h): 20ms");
        (await TitleAsync($"/api/badge/{id}/ping")).ShouldBe("Avg. Ping (24h): 10ms");
        (await TitleAsync($"/api/badge/{id}/avg-response/0")).ShouldBe("N/A");
        (await TitleAsync($"/api/badge/{id}/avg-response/abc")).ShouldBe("N/A");
    }

    [Fact]
    public async Task An_average_response_below_a_millisecond_is_none()
    {
        var (id, token) = await host.AddMonitorAsync();
        await host.PushAsync(token, "ping=0.4");

        (await TitleAsync($"/api/badge/{id}/avg-response?value=3")).ShouldBe("N/A");
        (await TitleAsync($"/api/badge/{id}/response")).ShouldBe("Response: ms");
        (await TitleAsync($"/api/badge/{id}/response?value=4.7")).ShouldBe("Response: 4ms");
    }

    [Fact]
    public async Task A_certificate_counts_whole_days()
    {
        var (id, token) = await host.AddMonitorAsync();
        await host.PushAsync(token, "ping=1");
        host.Kuma.Services.GetRequiredService<LiveBoard>()
            .SetTls(new MonitorId(id), """{"valid":true,"certInfo":{"daysRemaining":20,"validTo":"2031-05-01T12:00:00.000Z"}}""");

        (await BadgeAsync($"/api/badge/{id}/cert-exp")).ShouldBe(("Cert Exp.: 20 days", "#66c20a"));
        (await BadgeAsync($"/api/badge/{id}/cert-exp?value=14.9d")).ShouldBe(("Cert Exp.: 14 days", "#eed202"));
        (await BadgeAsync($"/api/badge/{id}/cert-exp?value=7")).ShouldBe(("Cert Exp.: 7 days", "#c2290a"));
        (await BadgeAsync($"/api/badge/{id}/cert-exp?value=0")).ShouldBe(("Cert Exp.: days", "#c2290a"));
        (await BadgeAsync($"/api/badge/{id}/cert-exp?warnDays=many&downDays=20")).ShouldBe(("Cert Exp.: 20 days", "#c2290a"));
        (await BadgeAsync($"/api/badge/{id}/cert-exp?date=1")).ShouldBe(("Cert Exp.: 2031-05-01T12:00:00.000Z", "#66c20a"));
        (await BadgeAsync($"/api/badge/{id}/cert-exp?date=1&suffix=!&labelPrefix=a&labelSuffix=b")).ShouldBe(("aCert Exp.b: 2031-05-01T12:00:00.000Z!", "#66c20a"));
    }

    private const string Styles = "Field `style` must be one of (plastic,flat,flat-square,for-the-badge,social)";

    private async Task<string> TitleAsync(string path) => (await BadgeAsync(path)).Title;

    private async Task<(string Title, string Color)> BadgeAsync(string path)
    {
        using var answer = await host.Kuma.Client.GetAsync(path);
        var svg = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, svg);
        return (WebUtility.HtmlDecode(Title().Match(svg).Groups["text"].Value), Right().Matches(svg)[1].Groups["color"].Value);
    }

    [GeneratedRegex("<title>(?<text>[^<]*)</title>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Title();

    [GeneratedRegex("<rect[^>]* height=\"20\" fill=\"(?<color>[^\"]+)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Right();
}
