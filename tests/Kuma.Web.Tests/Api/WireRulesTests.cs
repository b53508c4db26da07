using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Kuma.Web.Tests.Api;

/// <summary>Facts about every route (spec/rest.md sections 2, 4, 5, 8 and 11).</summary>
public sealed class WireRulesTests(PageHost host) : IClassFixture<PageHost>
{
    [Theory]
    [InlineData("/api/badge/1/status")]
    [InlineData("/status/p")]
    [InlineData("/no/such/path")]
    [InlineData("/upload/logo1.png")]
    public async Task Options_tells_what_can_be_read(string path)
    {
        using var answer = await AskAsync(HttpMethod.Options, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync()).ShouldBe("GET,HEAD");
    }

    [Theory]
    [InlineData("/foo%20bar?x=<b>", "/foo%20bar")]
    [InlineData("/api/push/T/", "/api/push/T/")]
    [InlineData("/status/p", "/status/p")]
    public async Task A_method_without_a_route_is_told_what_it_asked_for(string path, string told)
    {
        using var answer = await AskAsync(HttpMethod.Post, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'"]);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"<pre>Cannot POST {told}</pre>");
    }

    [Theory]
    [InlineData("/api/push/none", "{bad", HttpStatusCode.BadRequest)]
    [InlineData("/no/such/path", "{bad", HttpStatusCode.BadRequest)]
    [InlineData("/api/entry-page", "1", HttpStatusCode.BadRequest)]
    [InlineData("/no/such/path", "{}", HttpStatusCode.NotFound)]
    [InlineData("/no/such/path", "", HttpStatusCode.NotFound)]
    public async Task A_body_that_says_it_is_json_must_be(string path, string body, HttpStatusCode status)
    {
        using var answer = await host.Kuma.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_json_body_has_a_limit()
    {
        var body = new StringContent($"[\"{new string('x', 110_000)}\"]", Encoding.UTF8, "application/json");

        using var answer = await host.Kuma.Client.PostAsync("/no/such/path", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(null, "text/plain", "Found. Redirecting to /dashboard")]
    [InlineData("*/*", "text/plain", "Found. Redirecting to /dashboard")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html", "<p>Found. Redirecting to /dashboard</p>")]
    [InlineData("text/html;q=0.1, text/plain", "text/plain", "Found. Redirecting to /dashboard")]
    public async Task The_entry_redirects_in_words_that_the_client_takes(string? accept, string type, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var answer = await AskAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe("/dashboard");
        answer.Headers.Vary.ShouldBe(["Accept"]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Content.Headers.ContentLength.ShouldBe(body.Length);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(body);
    }

    [Theory]
    [InlineData("/upload", "/upload/")]
    [InlineData("/screenshots", "/screenshots/")]
    public async Task A_folder_without_its_slash_leads_to_it(string path, string location)
    {
        using var answer = await AskAsync(HttpMethod.Get, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.OriginalString.ShouldBe(location);
    }

    [Theory]
    [InlineData("/api/push", HttpStatusCode.OK, "text/html")]
    [InlineData("/api/push/", HttpStatusCode.NotFound, "application/json")]
    [InlineData("/api/push/" + PageHost.Token + "/", HttpStatusCode.OK, "text/html")]
    [InlineData("/api/entry-page/", HttpStatusCode.OK, "text/html")]
    [InlineData("/api/status-page/p/", HttpStatusCode.OK, "text/html")]
    [InlineData("/api/badge/1/status/", HttpStatusCode.OK, "text/html")]
    [InlineData("/api/status-page/heartbeat/", HttpStatusCode.NotFound, "application/json")]
    [InlineData("/status/p/", HttpStatusCode.OK, "text/html")]
    [InlineData("/status/", HttpStatusCode.NotFound, "text/html")]
    [InlineData("/upload/", HttpStatusCode.NotFound, "text/html")]
    [InlineData("/upload/a/b.png", HttpStatusCode.NotFound, "text/html")]
    [InlineData("/upload/a/b/c.png", HttpStatusCode.NotFound, "text/html")]
    [InlineData("/app/assets/main-of-yesterday.js", HttpStatusCode.NotFound, "text/html")]
    [InlineData("/foo.js", HttpStatusCode.OK, "text/html")]
    [InlineData("/API/Status-Page/P", HttpStatusCode.OK, "application/json")]
    [InlineData("/STATUS/P/RSS", HttpStatusCode.OK, "application/rss+xml")]
    [InlineData("/%E0%A4%A", HttpStatusCode.BadRequest, "text/html")]
    public async Task A_path_is_taken_as_clients_know_it(string path, HttpStatusCode status, string type)
    {
        using var answer = await AskAsync(HttpMethod.Get, path);

        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    [Theory]
    [InlineData("?STATUS=down", "1")]
    [InlineData("?status=up&status=up", "0")]
    [InlineData("?status=UP", "0")]
    [InlineData("?status=up%20", "0")]
    [InlineData("?status=", "1")]
    [InlineData("?status[]=up", "1")]
    public async Task Only_the_exact_word_of_the_exact_parameter_is_up(string query, string status)
    {
        var (id, token) = await host.AddMonitorAsync();

        using var answer = await AskAsync(HttpMethod.Get, $"/api/push/{token}{query}");

        (await answer.Content.ReadAsStringAsync()).ShouldBe("{\"ok\":true}");
        (await host.Kuma.Client.GetStringAsync("/api/status-page/heartbeat/p")).ShouldContain($"\"{id}\":[{{\"status\":{status},");
    }

    [Fact]
    public async Task A_page_that_is_not_published_is_not_there()
    {
        await host.ChangeAsync("insert into status_page (slug, title, published) values ('draft', 'Draft', false)");

        foreach (var path in new[] { "/status/draft", "/status/draft/rss", "/status/draft/past-incidents", "/api/status-page/draft", "/api/status-page/heartbeat/draft", "/api/status-page/draft/manifest.json", "/api/status-page/draft/incident-history" })
        {
            using var answer = await AskAsync(HttpMethod.Get, path);

            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("Draft");
        }

        (await host.Kuma.Client.GetStringAsync("/api/status-page/draft/badge")).ShouldContain("<title>N/A</title>");
    }

    [Theory]
    [InlineData("badge")]
    [InlineData("incident-history")]
    public async Task A_page_may_be_called_like_a_part_of_another(string slug)
    {
        await host.ChangeAsync($"insert into status_page (slug, title) values ('{slug}', 'Odd') on conflict do nothing");

        (await host.Kuma.Client.GetStringAsync($"/api/status-page/heartbeat/{slug}")).ShouldBe("{\"heartbeatList\":{},\"uptimeList\":{}}");
        using var unknown = await AskAsync(HttpMethod.Get, "/api/status-page/heartbeat/manifest.json");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("\"heartbeatList\":{}");
    }

    [Fact]
    public async Task A_feed_keeps_every_character_that_xml_has()
    {
        await host.ChangeAsync("insert into status_page (slug, title) values ('emoji', E'Up \\U0001F600\\u0001') on conflict do nothing");

        (await host.Kuma.Client.GetStringAsync("/status/emoji/rss")).ShouldContain("<title>Up \U0001F600 RSS Feed</title>");
    }

    [Fact]
    public async Task A_database_that_fails_is_told_in_the_wires_form()
    {
        await host.ChangeAsync("alter table incident rename to incident_away");
        try
        {
            using var answer = await AskAsync(HttpMethod.Get, "/api/status-page/p/incident-history");

            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
            (await answer.Content.ReadAsStringAsync()).ShouldBe("{\"status\":\"fail\",\"msg\":\"The database does not answer.\"}");
        }
        finally
        {
            await host.ChangeAsync("alter table incident_away rename to incident");
        }
    }

    private Task<HttpResponseMessage> AskAsync(HttpMethod method, string path) => AskAsync(new HttpRequestMessage(method, path));

    /// <summary>Asks without following redirects.</summary>
    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Kuma.Address };
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        return await client.SendAsync(request);
    }
}
