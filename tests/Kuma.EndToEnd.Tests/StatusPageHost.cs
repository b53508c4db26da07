using Dapper;
using Kuma.Testing;

namespace Kuma.EndToEnd.Tests;

/// <summary>A Kuma with the page of fifty monitors that refreshes itself every five seconds, and a browser; shared by the tests of a class.</summary>
public sealed class StatusPageHost(PostgresFixture postgres) : IAsyncLifetime
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
        await using (var connection = await _database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("update status_page set auto_refresh_interval = 5");
            await connection.ExecuteAsync(
                """
                insert into status_page (slug, title, description, custom_css)
                values ('hostile', '</title><script>alert(1)</script>', '<img src=x onerror=alert(1)><svg onload=alert(1)>',
                        '</style><script>alert(1)</script><img src=x onerror=alert(1)>');
                insert into page_group (status_page_id, name, public) values (2, '"><script>alert(1)</script>', true);
                insert into monitor_group (monitor_id, group_id, send_url, custom_url) values (1, 6, true, 'javascript:alert(1)');
                insert into incident (status_page_id, title, content)
                values (2, '<script>alert(1)</script>', '[x](javascript:alert(1)) <a href="#" onclick="alert(1)">y</a> <iframe srcdoc="<script>alert(1)</script>"></iframe>')
                """);
        }

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
    }
}
