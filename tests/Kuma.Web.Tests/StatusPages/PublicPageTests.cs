using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Dapper;
using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Users;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Kuma.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.StatusPages;

/// <summary>A page of one push monitor whose every field but its name holds a marker.</summary>
public sealed class PublicPageTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Marker = "MARKER-c0ffee";
    private const int NumberMarker = 64731;
    private const string Token = "abcdefghijklmnopqrstuvwxyz012345";
    private const string HiddenToken = "543210abcdefghijklmnopqrstuvwxyz";

    private TestDatabase _database = null!;
    private KumaHost _kuma = null!;
    private int _monitor;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _kuma = await KumaHost.StartAsync(_database);
        using var scope = _kuma.Services.CreateScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new SetUp(Actor.Anonymous, "admin", "Passw0rd!23"));
        var added = await mediator.Send(new AddMonitor(new Actor(new UserId(1)), Marked(), [], Active: true));
        added.Error.ShouldBeNull();
        _monitor = added.Value.Value;
        var hidden = await mediator.Send(
            new AddMonitor(new Actor(new UserId(1)), Marked() with { Name = Marker, PushToken = HiddenToken }, [], Active: true));
        hidden.Error.ShouldBeNull();
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into status_page (slug, title, description, custom_css, show_certificate_expiry)
            values ('p', 'A & B', 'Some **bold**', '</style><script>alert(1)</script>', true), ('draft', @marker, @marker, @marker, true);
            update status_page set published = false where slug = 'draft';
            insert into status_page_cname (status_page_id, domain) values (1, @marker);
            insert into page_group (status_page_id, name, public) values (1, 'G', true), (1, @marker, false);
            insert into monitor_group (monitor_id, group_id, send_url, custom_url) values (@monitor, 1, false, @marker), (@hidden, 2, true, @marker);
            insert into tag (name, color) values (@marker, '#123456');
            insert into monitor_tag (monitor_id, tag_id, value) values (@monitor, 1, @marker), (@hidden, 1, @marker);
            insert into incident (status_page_id, title, content) values (1, 'Broken', 'We <b>know</b>')
            """,
            new { monitor = _monitor, hidden = hidden.Value.Value, marker = Marker });
        var board = _kuma.Services.GetRequiredService<LiveBoard>();
        foreach (var id in new[] { new MonitorId(_monitor), hidden.Value })
        {
            board.SetTls(id, """{"valid":true,"certInfo":{"daysRemaining":20,"validTo":"2031-05-01T12:00:00.000Z","subject":"CN"}}""".Replace("CN", Marker));
            board.SetDomain(id, new DomainExpiry(Marker, DateTimeOffset.UnixEpoch, NumberMarker));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _kuma.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("/status/p")]
    [InlineData("/status/p/rss")]
    [InlineData("/status/p/past-incidents")]
    [InlineData("/api/status-page/p")]
    [InlineData("/api/status-page/heartbeat/p")]
    [InlineData("/api/status-page/p/manifest.json")]
    [InlineData("/api/status-page/p/incident-history")]
    [InlineData("/api/status-page/p/badge")]
    [InlineData("/api/badge/1/status")]
    [InlineData("/api/badge/1/response")]
    [InlineData("/api/badge/1/uptime")]
    [InlineData("/api/badge/1/ping")]
    [InlineData("/api/badge/1/avg-response")]
    [InlineData("/api/badge/1/cert-exp")]
    [InlineData("/api/badge/1/cert-exp?date=1")]
    [InlineData("/api/badge/2/status")]
    [InlineData("/api/badge/2/response?value=1")]
    [InlineData("/api/badge/2/avg-response?value=1")]
    [InlineData("/api/badge/2/cert-exp")]
    [InlineData("/status/draft", HttpStatusCode.NotFound)]
    [InlineData("/status/draft/rss", HttpStatusCode.NotFound)]
    [InlineData("/api/status-page/draft", HttpStatusCode.NotFound)]
    [InlineData("/api/status-page/draft/badge")]
    [InlineData("/metrics", HttpStatusCode.Unauthorized)]
    [InlineData("/robots.txt")]
    [InlineData("/api/entry-page")]
    [InlineData("/openapi.json")]
    [InlineData("/docs")]
    public async Task Nothing_private_reaches_visitors(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        await PushAsync($"status=down&msg={Marker}&ping=5");
        await PushAsync($"status=down&msg={Marker}&ping={NumberMarker}", HiddenToken);

        using var answer = await _kuma.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(status);
        var text = $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync()}";
        text.ShouldNotContain(Marker);
        text.ShouldNotContain($"{NumberMarker}");
        text.ShouldNotContain(Token);
        text.ShouldNotContain(HiddenToken);
        text.ShouldNotContain("#123456");
    }

    [Fact]
    public void Every_field_holds_a_marker()
    {
        string[] free = ["Name", "Type", "PushToken", "Parent", "ProxyId", "DockerHost", "RemoteBrowser", "IpFamily", "Active", "MaxRetries"];
        var marked = Marked();

        typeof(MonitorSettings).GetProperties().Where(p => p.CanWrite && p.PropertyType != typeof(bool) && !free.Contains(p.Name))
            .Where(p => p.GetValue(marked) switch
            {
                string text => !text.Contains(Marker),
                IEnumerable<string> texts => !texts.Contains(Marker),
                int number => number != NumberMarker,
                double number => (int)number != NumberMarker,
                _ => true,
            })
            .Select(p => p.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_changes_its_tag_with_a_beat_and_not_without()
    {
        await PushAsync("ping=5");
        using var first = await _kuma.Client.GetAsync("/api/status-page/heartbeat/p");
        using var second = await AskAgainAsync(first);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await PushAsync("ping=6");

        using var third = await AskAgainAsync(first);
        third.StatusCode.ShouldBe(HttpStatusCode.OK);
        var beats = JsonDocument.Parse(await third.Content.ReadAsStringAsync()).RootElement.GetProperty("heartbeatList").GetProperty($"{_monitor}");
        beats.GetArrayLength().ShouldBe(2);
        beats[1].GetProperty("ping").GetDouble().ShouldBe(6);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("identity", null)]
    public async Task The_page_comes_in_the_encoding_that_the_visitor_takes(string accepted, string? expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status/p");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var answer = await _kuma.Client.SendAsync(request);

        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(expected);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
    }

    [Theory]
    [InlineData("de-CH, en;q=0.5", "de")]
    [InlineData("ja, fr;q=0.9", "fr")]
    [InlineData("es", "es")]
    [InlineData("ja", "en")]
    public async Task The_page_speaks_the_visitors_language(string wanted, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/status/p");
        request.Headers.TryAddWithoutValidation("Accept-Language", wanted);

        using var answer = await _kuma.Client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldContain($"<html lang=\"{language}\">");
    }

    [Fact]
    public async Task Custom_css_cannot_leave_its_element_and_no_inline_script_is_allowed_but_the_data()
    {
        using var answer = await _kuma.Client.GetAsync("/status/p");
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

        document.Scripts.Where(script => !script.HasAttribute("src")).Select(script => script.Id).ShouldBe(["preload-data"]);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var hash = Convert.ToBase64String(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document.GetElementById("preload-data")!.TextContent)));
        policy.ShouldContain($"script-src 'self' 'sha256-{hash}';");
    }

    [Theory]
    [InlineData(1, "<span class=\"tag bad\">Cert Exp.: 1 day</span>")]
    [InlineData(8, "<span class=\"tag good\">Cert Exp.: 8 days</span>")]
    [InlineData(0, null)]
    public async Task A_certificate_is_shown_in_days(int days, string? tag)
    {
        _kuma.Services.GetRequiredService<LiveBoard>().SetTls(
            new MonitorId(_monitor), """{"valid":true,"certInfo":{"daysRemaining":DAYS}}""".Replace("DAYS", $"{days}"));

        var page = await _kuma.Client.GetStringAsync("/status/p");

        page.Contains("Cert Exp.:").ShouldBe(tag is not null);
        page.ShouldContain(tag ?? "");
    }

    [Fact]
    public async Task The_feed_is_valid_rss()
    {
        await PushAsync("status=down");

        var feed = XDocument.Parse(await _kuma.Client.GetStringAsync("/status/p/rss"));

        var channel = feed.Root!.Element("channel")!;
        FeedRules.Violations(feed).ShouldBeEmpty();
        channel.Element("title")!.Value.ShouldBe("A & B RSS Feed");
        channel.Element("link")!.Value.ShouldBe(new Uri(_kuma.Address, "/status/p").ToString());
        var items = channel.Elements("item").ToList();
        items.Select(item => item.Element("guid")!.Value).ShouldBeUnique();
        items.Select(item => item.Element("title")!.Value).ShouldBe(["Broken", "Public is down"]);
        items.Select(item => DateTimeOffset.ParseExact(item.Element("pubDate")!.Value, "R", null)).Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("/api/status-page/none", "{\"status\":\"fail\",\"msg\":\"Status Page Not Found\"}")]
    [InlineData("/api/status-page/none/manifest.json", "{\"status\":\"fail\",\"msg\":\"Not Found\"}")]
    [InlineData("/api/status-page/heartbeat/none", "{\"status\":\"fail\",\"msg\":\"Status Page Not Found\",\"heartbeatList\":{},\"uptimeList\":{}}")]
    public async Task An_unknown_page_is_not_found(string path, string body)
    {
        using var answer = await _kuma.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Theory]
    [InlineData("logo1.png", true)]
    [InlineData("page.html", false)]
    [InlineData("fake.png", false)]
    [InlineData("..%2fkuma.lock", false)]
    public async Task Only_pictures_leave_the_upload_folder(string file, bool served)
    {
        var folder = Path.Combine(_kuma.DataFolder, "upload");
        await File.WriteAllBytesAsync(Path.Combine(folder, "logo1.png"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        await File.WriteAllTextAsync(Path.Combine(folder, "page.html"), "<script>alert(1)</script>");
        await File.WriteAllTextAsync(Path.Combine(folder, "fake.png"), "<script>alert(1)</script>");

        using var answer = await _kuma.Client.GetAsync($"/upload/{file}");

        answer.StatusCode.ShouldBe(served ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        if (served)
        {
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
            answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        }
    }

    private static MonitorSettings Marked()
    {
        object settings = new MonitorSettings();
        foreach (var property in typeof(MonitorSettings).GetProperties().Where(p => p.CanWrite))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            object? value =
                type == typeof(string) ? $"\"{Marker}\"" // Quoted, because some fields hold JSON.
                : type == typeof(IReadOnlyList<string>) ? new[] { Marker }
                : type == typeof(int) ? NumberMarker
                : type == typeof(double) ? (double)NumberMarker
                : null;
            if (value is not null)
            {
                property.SetValue(settings, value);
            }
        }

        return (MonitorSettings)settings with { Name = "Public", Type = "push", PushToken = Token, IpFamily = null, MaxRetries = 0 };
    }

    private async Task PushAsync(string query, string token = Token)
    {
        using var answer = await _kuma.Client.GetAsync($"/api/push/{token}?{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Task<HttpResponseMessage> AskAgainAsync(HttpResponseMessage answer)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, answer.RequestMessage!.RequestUri);
        request.Headers.TryAddWithoutValidation("If-None-Match", answer.Headers.ETag!.ToString());
        return _kuma.Client.SendAsync(request);
    }
}
