using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Kuma.Web.Tests.Api;

namespace Kuma.Web.Tests.Metrics;

/// <summary>Prometheus' own tool reads what <c>/metrics</c> says.</summary>
public sealed class PromtoolTests(PageHost host) : IClassFixture<PageHost>
{
    /// <summary>Advice on names; these are those of the wire, which dashboards ask for.</summary>
    private static readonly string[] FixedByTheWire =
    [
        "monitor_response_time no help text",
    ];

    [Fact]
    public async Task Promtool_reads_the_metrics()
    {
        var tool = Find();
        Assert.SkipWhen(tool is null, "There is no promtool on this machine: build/setup --tests gets it out of Debian's package prometheus.");

        var (code, said) = await CheckAsync(tool!, await ScrapeAsync());

        said.Except(FixedByTheWire).ShouldBeEmpty();
        code.ShouldBe(said.Count == 0 ? 0 : 3);
    }

    [Fact]
    public async Task Promtool_would_complain()
    {
        var tool = Find();
        Assert.SkipWhen(tool is null, "There is no promtool on this machine: build/setup --tests gets it out of Debian's package prometheus.");

        var (code, _) = await CheckAsync(tool!, await ScrapeAsync() + "monitor_status{monitor_id=\"1\" 1\n");

        code.ShouldBe(1);
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append(Path.GetFullPath("../../../tools/usr/bin", AppContext.BaseDirectory))
            .Select(folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);

    /// <summary>The metrics with a beat in them: the tests of a class run in any order, so each sends its own.</summary>
    private async Task<string> ScrapeAsync()
    {
        await host.PushAsync("ping=12.5");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{PageHost.Password}")));
        using var answer = await host.Kuma.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldContain("monitor_status{env=\"prod\",monitor_id=\"1\",monitor_name=\"Shop\"");
        return text;
    }

    private static async Task<(int Code, IReadOnlyList<string> Said)> CheckAsync(string tool, string metrics)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, ["check", "metrics"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(metrics);
        process.StandardInput.Close();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
