using System.Text.Json.Nodes;
using Dapper;
using Kuma.Testing;
using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>
/// Kuma with fifty monitors and an account, in this process, and a browser. Tests share it: each adds what it needs under names of its own and
/// leaves the fifty as they are.
/// </summary>
public sealed class DashboardHost(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Username = "admin";
    private const string Password = "secret-1";

    private TestDatabase? _database;
    private KumaHost? _kuma;
    private Browser? _browser;
    private string? _token;

    private KumaHost Kuma => _kuma ?? throw new InvalidOperationException("The host is not started.");

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        await FiftyMonitors.AddAsync(_database);
        await using (var first = await KumaHost.StartAsync(_database))
        await using (var client = await WireClient.ConnectAsync(first.Address, until: null))
        {
            await client.CallAsync("setup", Username, Password);
            var answer = await client.CallAsync("login", new JsonObject { ["username"] = Username, ["password"] = Password, ["token"] = "" });
            _token = answer!["token"]!.GetValue<string>();
        }

        // The fifty get their owner while nobody runs them.
        await using (var connection = await _database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("update monitor set user_id = (select id from users)");
        }

        _kuma = await KumaHost.StartAsync(_database);
        _browser = await Browser.StartAsync();
    }

    /// <summary>A browser that is signed in, on no page yet.</summary>
    internal async Task<Dashboard> VisitAsync(int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await _browser!.LookAsync(Kuma.Address, width, scheme);
        await page.AddInitScriptAsync($"localStorage.setItem('token', '{_token}')");
        return new Dashboard(page);
    }

    /// <summary>Calls an event as the account, outside any browser.</summary>
    internal async Task<JsonNode> CallAsync(string name, params JsonNode?[] arguments)
    {
        await using var client = await WireClient.ConnectAsync(Kuma.Address);
        await client.CallAsync("loginByToken", _token);
        var answer = await client.CallAsync(name, arguments);
        answer!["ok"]!.GetValue<bool>().ShouldBeTrue(answer.ToJsonString());
        return answer;
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
