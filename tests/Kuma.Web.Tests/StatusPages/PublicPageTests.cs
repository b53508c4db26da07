using System.Net;
using Kuma.Domain.Monitors;
using static Kuma.Web.Tests.StatusPages.MarkedPage;

namespace Kuma.Web.Tests.StatusPages;

/// <summary>What visitors get to see of a page, and what not.</summary>
public sealed class PublicPageTests(MarkedPage page) : IClassFixture<MarkedPage>
{
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
        await page.PushAsync($"status=down&msg={Marker}&ping=5");
        await page.PushAsync($"status=down&msg={Marker}&ping={NumberMarker}", HiddenToken);

        using var answer = await page.Kuma.Client.GetAsync(path);

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

        using var answer = await page.Kuma.Client.SendAsync(request);

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

        using var answer = await page.Kuma.Client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldContain($"<html lang=\"{language}\">");
    }

    [Fact]
    public async Task Custom_css_cannot_leave_its_element_and_no_inline_script_is_allowed_but_the_data()
    {
        using var answer = await page.Kuma.Client.GetAsync("/status/p");
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

        document.Scripts.Where(script => !script.HasAttribute("src")).Select(script => script.Id).ShouldBe(["preload-data"]);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var hash = Convert.ToBase64String(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document.GetElementById("preload-data")!.TextContent)));
        policy.ShouldContain($"script-src 'self' 'sha256-{hash}';");
    }

    [Theory]
    [InlineData("/api/status-page/none", "{\"status\":\"fail\",\"msg\":\"Status Page Not Found\"}")]
    [InlineData("/api/status-page/none/manifest.json", "{\"status\":\"fail\",\"msg\":\"Not Found\"}")]
    [InlineData("/api/status-page/heartbeat/none", "{\"status\":\"fail\",\"msg\":\"Status Page Not Found\",\"heartbeatList\":{},\"uptimeList\":{}}")]
    public async Task An_unknown_page_is_not_found(string path, string body)
    {
        using var answer = await page.Kuma.Client.GetAsync(path);

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
        var folder = Path.Combine(page.Kuma.DataFolder, "upload");
        await File.WriteAllBytesAsync(Path.Combine(folder, "logo1.png"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        await File.WriteAllTextAsync(Path.Combine(folder, "page.html"), "<script>alert(1)</script>");
        await File.WriteAllTextAsync(Path.Combine(folder, "fake.png"), "<script>alert(1)</script>");

        using var answer = await page.Kuma.Client.GetAsync($"/upload/{file}");

        answer.StatusCode.ShouldBe(served ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        if (served)
        {
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
            answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        }
    }
}
