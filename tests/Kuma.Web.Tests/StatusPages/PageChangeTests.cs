using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.StatusPages;

/// <summary>What beats and certificates change on a page; each test has a Kuma of its own.</summary>
public sealed class PageChangeTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly MarkedPage _page = new(postgres);

    private KumaHost Kuma => _page.Kuma;

    public ValueTask InitializeAsync() => _page.InitializeAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task An_answer_changes_its_tag_with_a_beat_and_not_without()
    {
        await _page.PushAsync("ping=5");
        using var first = await Kuma.Client.GetAsync("/api/status-page/heartbeat/p");
        using var second = await AskAgainAsync(first);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await _page.PushAsync("ping=6");

        using var third = await AskAgainAsync(first);
        third.StatusCode.ShouldBe(HttpStatusCode.OK);
        var beats = JsonDocument.Parse(await third.Content.ReadAsStringAsync()).RootElement.GetProperty("heartbeatList").GetProperty($"{_page.Shown}");
        beats.GetArrayLength().ShouldBe(2);
        beats[1].GetProperty("ping").GetDouble().ShouldBe(6);
    }

    [Theory]
    [InlineData(1, "<span class=\"tag bad\">Cert Exp.: 1 day</span>")]
    [InlineData(8, "<span class=\"tag good\">Cert Exp.: 8 days</span>")]
    [InlineData(0, null)]
    public async Task A_certificate_is_shown_in_days(int days, string? tag)
    {
        Kuma.Services.GetRequiredService<LiveBoard>().SetTls(
            new MonitorId(_page.Shown), """{"valid":true,"certInfo":{"daysRemaining":DAYS}}""".Replace("DAYS", $"{days}"));

        var page = await Kuma.Client.GetStringAsync("/status/p");

        page.Contains("Cert Exp.:").ShouldBe(tag is not null);
        page.ShouldContain(tag ?? "");
    }

    [Fact]
    public async Task The_feed_is_valid_rss()
    {
        await _page.PushAsync("status=down");

        var feed = XDocument.Parse(await Kuma.Client.GetStringAsync("/status/p/rss"));

        var channel = feed.Root!.Element("channel")!;
        FeedRules.Violations(feed).ShouldBeEmpty();
        channel.Element("title")!.Value.ShouldBe("A & B RSS Feed");
        channel.Element("link")!.Value.ShouldBe(new Uri(Kuma.Address, "/status/p").ToString());
        var items = channel.Elements("item").ToList();
        items.Select(item => item.Element("guid")!.Value).ShouldBeUnique();
        items.Select(item => item.Element("title")!.Value).ShouldBe(["Broken", "Public is down"]);
        items.Select(item => DateTimeOffset.ParseExact(item.Element("pubDate")!.Value, "R", null)).Count().ShouldBe(2);
    }

    private Task<HttpResponseMessage> AskAgainAsync(HttpResponseMessage answer)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, answer.RequestMessage!.RequestUri);
        request.Headers.TryAddWithoutValidation("If-None-Match", answer.Headers.ETag!.ToString());
        return Kuma.Client.SendAsync(request);
    }
}
