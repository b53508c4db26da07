using Dapper;
using Kuma.Application.Common;
using Kuma.Infrastructure.Scripting;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Hosting;

/// <summary>Templates and queries run once after the start, where they will be needed.</summary>
public sealed class ScriptWarmupTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private KumaHost _kuma = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _kuma = await KumaHost.StartAsync(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _kuma.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"type":"webhook"}""", "http", false, false)]
    [InlineData("""{"type":"webhook","webhookCustomBody":"{{ msg }}"}""", "http", true, false)]
    [InlineData("""{"type":"webhook"}""", "json-query", false, true)]
    [InlineData("""{"type":"smtp","customSubject":"{% if status %}"}""", "mqtt", true, true)]
    public async Task What_is_stored_decides_what_runs(string config, string type, bool templates, bool queries)
    {
        await StoreAsync(config, type);

        (await RunAsync(TestContext.Current.CancellationToken)).ShouldBe((templates, queries));
    }

    [Fact]
    public async Task A_stop_and_settings_that_cannot_be_read_end_it_quietly()
    {
        await StoreAsync("""{"type":"webhook","webhookCustomBody":"{{ msg }}"}""", "json-query");
        (await RunAsync(new CancellationToken(canceled: true))).ShouldBe((false, false));

        await using var connection = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("update notification set config = 'of other keys'");
        (await RunAsync(TestContext.Current.CancellationToken)).ShouldBe((false, false));
    }

    private Task<(bool Templates, bool Queries)> RunAsync(CancellationToken stopping) =>
        _kuma.Services.GetRequiredService<ScriptWarmup>().RunAsync(stopping);

    private async Task StoreAsync(string config, string type)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into notification (name, config) values ('n', @config);
            insert into monitor (name, type, interval, active) values ('m', @type, 60, true)
            """,
            new { config = _kuma.Services.GetRequiredService<ISecretProtector>().Protect(config), type });
    }
}
