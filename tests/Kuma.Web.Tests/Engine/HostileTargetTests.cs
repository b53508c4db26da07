using System.Diagnostics;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Engine;

/// <summary>Targets that are out to hold up a checker; docs/operating.md says what Kuma does then.</summary>
public sealed class HostileTargetTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private KumaHost _kuma = null!;
    private TargetServer _target = null!;

    private IChecker Http => _kuma.Services.GetServices<IChecker>().Last(checker => checker.Type is "http");

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _kuma = await KumaHost.StartAsync(_database);
        _target = await TargetServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        await _kuma.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_target_that_sends_a_byte_at_a_time_is_down_when_the_time_is_over()
    {
        _target.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("x", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(100, context.RequestAborted);
            }
        };

        var (error, elapsed) = await FailAsync(_target.Address);

        error.ShouldContain("timeout of 1000ms exceeded");
        elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_body_without_an_end_is_read_up_to_a_limit()
    {
        var chunk = new byte[64 * 1024];
        _target.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        };
        var before = GC.GetTotalAllocatedBytes();

        await Task.WhenAny(Http.CheckAsync(Monitor(_target.Address, timeout: 10), TestContext.Current.CancellationToken));

        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(512L * 1024 * 1024);
    }

    private static Domain.Monitors.Monitor Monitor(Uri url, double timeout) =>
        A.Monitor().With(settings => settings with { Url = url.AbsoluteUri, Timeout = timeout });

    private async Task<(string Error, TimeSpan Elapsed)> FailAsync(Uri url)
    {
        var start = Stopwatch.GetTimestamp();
        var outcome = await Http.CheckAsync(Monitor(url, timeout: 1), TestContext.Current.CancellationToken);
        outcome.IsError.ShouldBeTrue();
        return (outcome.Message ?? "", Stopwatch.GetElapsedTime(start));
    }
}
