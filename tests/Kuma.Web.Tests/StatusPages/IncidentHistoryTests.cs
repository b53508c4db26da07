using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kuma.Testing;
using Kuma.Web.Tests.Api;

namespace Kuma.Web.Tests.StatusPages;

/// <summary>A page's incidents, ten at a time.</summary>
public sealed partial class IncidentHistoryTests(PageHost host) : IClassFixture<PageHost>
{
    private const int Many = 33;

    [Theory]
    [InlineData("same-second", "timestamptz '2026-01-02 03:04:05Z' + (n * 7 % 1000) * interval '1 millisecond'")]
    [InlineData("same-instant", "timestamptz '2026-01-02 03:04:05Z'")]
    [InlineData("some-seconds", "timestamptz '2026-01-02 03:04:05Z' + (n / 4) * interval '1 second'")]
    [InlineData("each-its-own", "timestamptz '2026-01-02 03:04:05Z' + n * interval '1 second'")]
    public async Task Each_incident_is_told_once_however_many_began_in_a_second(string slug, string begun)
    {
        await AddAsync(slug, begun);
        await using var visitor = await WireClient.ConnectAsync(host.Kuma.Address);

        var rest = await AllAsync(async cursor =>
            JsonNode.Parse(await host.Kuma.Client.GetStringAsync($"/api/status-page/{slug}/incident-history?cursor={Uri.EscapeDataString(cursor)}"))!);
        var socket = await AllAsync(async cursor => (await visitor.CallAsync("getIncidentHistory", slug, cursor))!);
        var html = await PastAsync(slug);

        string[] expected = [.. Enumerable.Range(1, Many).Reverse().Select(n => $"no. {n}")];
        rest.ShouldBe(expected);
        socket.ShouldBe(expected);
        html.ShouldBe(expected.Skip(10));
    }

    [Fact]
    public async Task A_cursor_is_the_date_of_the_last_one_where_its_second_is_over()
    {
        await AddAsync("plain", "timestamptz '2026-01-02 03:04:05Z' + n * interval '1 second'");

        var first = JsonNode.Parse(await host.Kuma.Client.GetStringAsync("/api/status-page/plain/incident-history"))!;

        ((string)first["nextCursor"]!).ShouldBe((string)first["incidents"]![9]!["createdDate"]!);
    }

    private Task AddAsync(string slug, string begun) => host.ChangeAsync(
        $"""
        insert into status_page (slug, title) values ('{slug}', '{slug}');
        insert into incident (status_page_id, title, content, pin, active, created_date)
        select (select id from status_page where slug = '{slug}'), 'no. ' || n, 'c', false, false, {begun} from generate_series(1, {Many}) n order by n
        """);

    private static async Task<List<string>> AllAsync(Func<string, Task<JsonNode>> ask)
    {
        List<string> titles = [];
        for (var cursor = ""; ;)
        {
            var page = await ask(cursor);
            titles.AddRange(page["incidents"]!.AsArray().Select(incident => (string)incident!["title"]!));
            ((int)page["total"]!).ShouldBe(Many);
            if (page["nextCursor"] is not { } next)
            {
                ((bool)page["hasMore"]!).ShouldBeFalse();
                return titles;
            }

            cursor = (string)next!;
            ((bool)page["hasMore"]!).ShouldBeTrue();
            DateTime.TryParse(cursor, CultureInfo.InvariantCulture, out _).ShouldBeTrue($"{cursor} is a date");
        }
    }

    /// <summary>The titles behind "load more" on the page itself.</summary>
    private async Task<List<string>> PastAsync(string slug)
    {
        List<string> titles = [];
        for (var html = await host.Kuma.Client.GetStringAsync($"/status/{slug}"); More().Match(html) is { Success: true } more;)
        {
            html = await host.Kuma.Client.GetStringAsync(System.Net.WebUtility.HtmlDecode(more.Groups["path"].Value));
            titles.AddRange(Title().Matches(html).Select(match => match.Groups["title"].Value));
        }

        return titles;
    }

    [GeneratedRegex("id=\"more\" href=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex More();

    [GeneratedRegex("<h4>(?<title>no[.] [0-9]+)</h4>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Title();
}
