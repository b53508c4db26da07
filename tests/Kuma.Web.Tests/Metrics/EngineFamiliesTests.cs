using System.Net.Http.Headers;
using System.Text;
using Kuma.Infrastructure.Engine;
using Kuma.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Metrics;

/// <summary>The engine's figures in <c>/metrics</c>, under the names that docs/operating.md gives them.</summary>
public sealed class EngineFamiliesTests(PageHost host) : IClassFixture<PageHost>
{
    [Theory]
    [InlineData("kuma_engine_start_error", "histogram", "kuma_engine_start_error_bucket{le=\"250\"} ")]
    [InlineData("kuma_engine_checks_total", "counter", "kuma_engine_checks_total{type=\"made-up\"} ")]
    [InlineData("kuma_engine_checks_in_flight", "gauge", "kuma_engine_checks_in_flight{type=\"made-up\"} ")]
    [InlineData("kuma_engine_checks_abandoned_total", "counter", "kuma_engine_checks_abandoned_total{type=\"made-up\"} ")]
    [InlineData("kuma_engine_beats_dropped_total", "counter", "kuma_engine_beats_dropped_total ")]
    [InlineData("kuma_engine_starts_skipped_total", "counter", "kuma_engine_starts_skipped_total ")]
    [InlineData("kuma_beatlog_queue_depth", "gauge", "kuma_beatlog_queue_depth ")]
    [InlineData("kuma_beatlog_batch_size", "histogram", "kuma_beatlog_batch_size_count ")]
    [InlineData("kuma_beatlog_commit_time", "histogram", "kuma_beatlog_commit_time_sum ")]
    [InlineData("kuma_beatlog_refused_total", "counter", "kuma_beatlog_refused_total ")]
    public async Task Every_family_of_the_engine_is_there(string family, string type, string sample)
    {
        var metrics = host.Kuma.Services.GetRequiredService<EngineMetrics>();
        metrics.Started(TimeSpan.FromMilliseconds(3), now: 1);
        metrics.Enter("made-up");
        metrics.Leave("made-up");
        metrics.ChecksAbandoned.Add(1, EngineMetrics.Type("made-up"));
        metrics.BeatsDropped.Add(1);
        metrics.StartsSkipped.Add(1);
        metrics.BeatsRefused.Add(1);
        await host.PushAsync("ping=1");

        var lines = (await ScrapeAsync()).Split('\n');

        lines.ShouldContain($"# TYPE {family} {type}");
        lines.ShouldContain(line => line.StartsWith(sample, StringComparison.Ordinal));
    }

    private async Task<string> ScrapeAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{PageHost.Password}")));
        using var answer = await host.Kuma.Client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
