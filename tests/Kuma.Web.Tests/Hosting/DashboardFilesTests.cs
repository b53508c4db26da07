using System.Net;
using System.Net.Http.Headers;
using Kuma.Infrastructure.Persistence;
using Kuma.Testing;
using Kuma.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Hosting;

public sealed class DashboardFilesTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "assets"));
        Write("index.html", "<p>shell</p>");
        Write("icon.svg", "<svg/>");
        Write(".secret", "no");
        Write("assets/main-abc.js", "plain");
        Write("assets/main-abc.js.br", "brotli");
        Write("assets/main-abc.js.gz", "gzip");
        Write("assets/main-abc.css", "plain");
        Write("assets/main-abc.css.gz", "gzip");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging();
        _app = builder.Build();
        var options = new KumaOptions { Port = 0, DataFolder = "", Database = new DatabaseOptions { DataFolder = "" } };
        var files = new DashboardFiles(_folder.Path, options);
        _app.Run(async context =>
        {
            if (!await files.TryServeAsync(context))
            {
                await files.ServeShellAsync(context);
            }
        });
        await _app.StartAsync();
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    [Theory]
    [InlineData("br, gzip", "br", "brotli")]
    [InlineData("gzip, deflate, br", "br", "brotli")]
    [InlineData("gzip", "gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip", "gzip")]
    [InlineData("identity", null, "plain")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip", "gzip")]
    [InlineData("br;q=0.5, gzip;q=0.5", "br", "brotli")]
    [InlineData("gzip;q=0.5, identity", null, "plain")]
    [InlineData("gzip;q=0.5, identity;q=0.5", "gzip", "gzip")]
    [InlineData("gzip;q=0.1", "gzip", "gzip")]
    [InlineData("*", "br", "brotli")]
    [InlineData("br;q=0, *", "gzip", "gzip")]
    [InlineData("br;q=0.2, *;q=0.1", "br", "brotli")]
    [InlineData("*;q=0", null, "plain")]
    [InlineData("identity;q=0, br;q=0", null, "plain")]
    [InlineData("deflate", null, "plain")]
    public async Task An_asset_comes_in_the_best_encoding_that_the_client_takes(string accepted, string? encoding, string body)
    {
        using var answer = await GetAsync("/app/assets/main-abc.js", accepted);

        (await answer.Content.ReadAsStringAsync()).ShouldBe(body);
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/javascript; charset=utf-8");
        answer.Headers.Vary.ShouldBe(["Accept-Encoding"]);
    }

    [Fact]
    public async Task A_hashed_asset_is_kept_for_a_year_and_a_root_file_is_asked_for_again()
    {
        using var asset = await GetAsync("/app/assets/main-abc.js", "br");
        using var icon = await GetAsync("/icon.svg", "br");

        asset.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        icon.Headers.CacheControl!.ToString().ShouldBe("public, max-age=0");
        icon.Content.Headers.ContentType!.ToString().ShouldBe("image/svg+xml");
    }

    [Fact]
    public async Task A_file_that_has_no_Brotli_form_comes_in_the_next_best()
    {
        using var style = await GetAsync("/app/assets/main-abc.css", "br, gzip;q=0.5");
        using var icon = await GetAsync("/icon.svg", "br");

        style.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        icon.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_asset_is_not_the_shell()
    {
        using var answer = await GetAsync("/app/assets/main-of-yesterday.js", "br");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("File not found.");
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        using var first = await GetAsync("/icon.svg", "br");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/icon.svg");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _client.SendAsync(request);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/dashboard")]
    [InlineData("/app/index.html")]
    [InlineData("/.secret")]
    [InlineData("/app/.secret")]
    [InlineData("/app/assets/../../../etc/passwd")]
    [InlineData("/app/assets/%2e%2e/%2e%2e/etc/passwd")]
    public async Task Everything_else_is_the_shell(string path)
    {
        using var answer = await GetAsync(path, "br");

        (await answer.Content.ReadAsStringAsync()).ShouldBe("<p>shell</p>");
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.Path, name), text);

    private async Task<HttpResponseMessage> GetAsync(string path, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var encoding in accepted.Split(", "))
        {
            request.Headers.AcceptEncoding.Add(StringWithQualityHeaderValue.Parse(encoding));
        }

        return await _client.SendAsync(request);
    }
}
