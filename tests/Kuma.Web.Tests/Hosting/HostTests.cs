using System.Net;
using Kuma.Testing;

namespace Kuma.Web.Tests.Hosting;

public sealed class HostTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private KumaHost _kuma = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _kuma = await KumaHost.StartAsync(_database);
    }

    [Fact]
    public async Task It_lives_and_is_ready()
    {
        (await _kuma.Client.GetStringAsync("/healthz")).ShouldContain("\"status\":\"ok\"");
        (await _kuma.Client.GetStringAsync("/readyz")).ShouldContain("\"status\":\"ok\"");
    }

    [Fact]
    public async Task Every_answer_forbids_foreign_frames_and_sniffing_and_names_no_server()
    {
        using var answer = await _kuma.Client.GetAsync("/healthz");

        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["SAMEORIGIN"]);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Frames_are_allowed_when_the_operator_says_so()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var open = await KumaHost.StartAsync(database, services: null, "--disable-frame-sameorigin");

        using var answer = await open.Client.GetAsync("/dashboard");

        answer.Headers.Contains("X-Frame-Options").ShouldBeFalse();
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors *");
    }

    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/7")]
    [InlineData("/settings/general")]
    [InlineData("/api/unknown")]
    [InlineData("/foo.js")]
    public async Task Any_other_page_is_the_dashboards_shell(string path)
    {
        using var answer = await _kuma.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType?.ToString().ShouldBe("text/html; charset=utf-8");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self';");
    }

    [Fact]
    public async Task A_write_to_an_unknown_path_is_not_found()
    {
        using var answer = await _kuma.Client.PostAsync("/api/<b>", content: null);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var body = await answer.Content.ReadAsStringAsync();
        body.ShouldContain("Cannot POST /api/");
        body.ShouldNotContain("<b>");
    }

    [Fact]
    public async Task Without_its_database_it_lives_but_is_not_ready()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var kuma = await KumaHost.StartAsync(database);
        await postgres.DropAsync(database);

        using var answer = await kuma.Client.GetAsync("/readyz");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await kuma.Client.GetStringAsync("/healthz")).ShouldContain("ok");
    }

    public async ValueTask DisposeAsync()
    {
        await _kuma.DisposeAsync();
        await _database.DisposeAsync();
    }
}
