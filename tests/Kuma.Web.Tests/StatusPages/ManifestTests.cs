using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Kuma.Testing;

namespace Kuma.Web.Tests.StatusPages;

/// <summary>A page installs as an app: its manifest keeps the rules of the W3C's web app manifest.</summary>
public sealed partial class ManifestTests(PostgresFixture postgres)
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    [Fact]
    public async Task A_manifest_names_the_page_and_a_picture_that_is_there()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("insert into status_page (slug, title, icon) values ('p', 'Shop', '/upload/logo1.png?t=1')");
        }

        await using var kuma = await KumaHost.StartAsync(database);
        await File.WriteAllBytesAsync(Path.Combine(kuma.DataFolder, "upload", "logo1.png"), Png);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await kuma.Client.GetStringAsync("/status/p"));
        var address = page.QuerySelector("link[rel=manifest]")!.GetAttribute("href")!;

        using var answer = await kuma.Client.GetAsync(address);
        var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        manifest.GetProperty("name").GetString().ShouldBe("Shop");
        manifest.GetProperty("display").GetString().ShouldBeOneOf("standalone", "minimal-ui", "fullscreen", "browser");
        using var start = await kuma.Client.GetAsync(new Uri(new Uri(kuma.Address, address), manifest.GetProperty("start_url").GetString()));
        start.StatusCode.ShouldBe(HttpStatusCode.OK);
        var icon = manifest.GetProperty("icons").EnumerateArray().ShouldHaveSingleItem();
        Size().IsMatch(icon.GetProperty("sizes").GetString()!).ShouldBeTrue();
        using var picture = await kuma.Client.GetAsync(icon.GetProperty("src").GetString());
        picture.Content.Headers.ContentType!.MediaType.ShouldBe(icon.GetProperty("type").GetString());
    }

    [GeneratedRegex("^(any|[1-9][0-9]*x[1-9][0-9]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Size();
}
