using Kuma.Testing;

namespace Kuma.EndToEnd.Tests;

/// <summary>A Kuma in this process with the fifty monitors, and a browser; what else it has is told by the class.</summary>
public abstract class BrowserHost(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;
    private KumaHost? _kuma;
    private Browser? _browser;

    public KumaHost Kuma => _kuma ?? throw new InvalidOperationException("The host is not started.");

    internal Browser Browser => _browser ?? throw new InvalidOperationException("The host is not started.");

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        await FiftyMonitors.AddAsync(_database);
        await FillAsync(_database);
        _kuma = await KumaHost.StartAsync(_database);
        _browser = await Browser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_kuma is not null)
        {
            await _kuma.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Adds to the fifty before anybody runs them.</summary>
    private protected abstract Task FillAsync(TestDatabase database);
}
