using System.Net;
using Kuma.Testing;

namespace Kuma.Web.Tests.Api;

/// <summary>An answer that is given again is the same as the first in every header, and never older than the last change.</summary>
public sealed class RepeatedAnswersTests(PageHost host) : IClassFixture<PageHost>
{
    [Theory]
    [InlineData("/status/p")]
    [InlineData("/api/status-page/p")]
    [InlineData("/api/status-page/heartbeat/p")]
    [InlineData("/api/status-page/p/manifest.json")]
    [InlineData("/api/badge/1/status?label=a")]
    [InlineData("/api/badge/1/status?style=none")]
    public async Task A_repeated_answer_is_the_same_in_every_header(string path)
    {
        await host.PushAsync("ping=1");

        var first = await AskAsync(HttpMethod.Get, path);
        var second = await AskAsync(HttpMethod.Get, path);
        var head = await AskAsync(HttpMethod.Head, path);

        second.ShouldBe(first);
        head.Headers.ShouldBe(first.Headers);
        head.Body.ShouldBe("");
        first.Headers.ShouldContain("X-Frame-Options: SAMEORIGIN");
        first.Headers.Contains("Access-Control-Allow-Origin: *").ShouldBe(path.Contains("badge"));
    }

    [Fact]
    public async Task A_beat_is_in_the_next_answer()
    {
        foreach (var status in new[] { "up", "down", "up" })
        {
            await host.PushAsync($"status={status}");

            (await AskAsync(HttpMethod.Get, "/api/badge/1/status")).Body.ShouldContain(status == "up" ? "Status: Up" : "Status: Down");
            (await AskAsync(HttpMethod.Get, "/status/p")).Body.ShouldContain(status == "up" ? "pill s1" : "pill s0");
        }
    }

    [Fact]
    public async Task Each_visitor_gets_the_own_language()
    {
        await AskAsync(HttpMethod.Get, "/status/p", "de");
        await AskAsync(HttpMethod.Get, "/status/p", "fr");

        (await AskAsync(HttpMethod.Get, "/status/p", "de")).Body.ShouldContain("<html lang=\"de\">");
        (await AskAsync(HttpMethod.Get, "/status/p", "fr")).Body.ShouldContain("<html lang=\"fr\">");
        (await AskAsync(HttpMethod.Get, "/status/p")).Body.ShouldContain("<html lang=\"en\">");
    }

    [Fact]
    public async Task Other_methods_are_not_answered_from_it()
    {
        await AskAsync(HttpMethod.Get, "/status/p");

        using var answer = await host.Kuma.Client.PostAsync("/status/p", content: null);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(HttpStatusCode Status, string Headers, string Body)> AskAsync(HttpMethod method, string path, string? language = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        }

        using var answer = await host.Kuma.Client.SendAsync(request);
        var headers = answer.Headers.Where(header => header.Key is not "Date").Concat(answer.Content.Headers)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
        return (answer.StatusCode, string.Join('\n', headers), await answer.Content.ReadAsStringAsync());
    }
}
