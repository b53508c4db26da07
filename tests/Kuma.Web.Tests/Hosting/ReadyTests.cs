using System.Net;
using Kuma.Application.Monitoring;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Hosting;

/// <summary>What <c>/readyz</c> says of the engine.</summary>
public sealed class ReadyTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly Doctor _doctor = new();
    private TestDatabase _database = null!;
    private KumaHost _kuma = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _kuma = await KumaHost.StartAsync(_database, services => services.AddSingleton<IEngineHealth>(_doctor));
    }

    public async ValueTask DisposeAsync()
    {
        await _kuma.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(true, true, true, HttpStatusCode.OK, "\"status\":\"ok\"")]
    [InlineData(false, true, true, HttpStatusCode.ServiceUnavailable, "The engine has not started yet.")]
    [InlineData(true, false, true, HttpStatusCode.ServiceUnavailable, "The database cannot be written; 12 heartbeats wait.")]
    [InlineData(true, true, false, HttpStatusCode.ServiceUnavailable, "The engine does not keep up: 7 checks run, 12 heartbeats wait.")]
    public async Task It_says_whether_the_engine_does_its_work(bool started, bool writable, bool keepingUp, HttpStatusCode status, string words)
    {
        _doctor.Now = new EngineHealth(started, writable, keepingUp, Monitors: 3, ChecksInFlight: 7, BeatsWaiting: 12);

        using var answer = await _kuma.Client.GetAsync("/readyz", TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(words);
        (await _kuma.Client.GetStringAsync("/healthz", TestContext.Current.CancellationToken)).ShouldContain("ok");
    }

    private sealed class Doctor : IEngineHealth
    {
        public EngineHealth Now { get; set; } = new(true, true, true, 0, 0, 0);
    }
}
