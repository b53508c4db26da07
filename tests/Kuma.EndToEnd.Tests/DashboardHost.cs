using System.Text.Json.Nodes;
using Dapper;
using Kuma.Testing;
using Microsoft.Playwright;

namespace Kuma.EndToEnd.Tests;

/// <summary>
/// Kuma with fifty monitors and an account, in this process, and a browser. Tests share it: each adds what it needs under names of its own and
/// leaves the fifty as they are.
/// </summary>
public sealed class DashboardHost(PostgresFixture postgres) : BrowserHost(postgres)
{
    private const string Username = "admin";
    private const string Password = "secret-1";

    private string? _token;

    private protected override async Task FillAsync(TestDatabase database)
    {
        await using (var first = await KumaHost.StartAsync(database))
        await using (var client = await WireClient.ConnectAsync(first.Address, until: null))
        {
            await client.CallAsync("setup", Username, Password);
            var answer = await client.CallAsync("login", new JsonObject { ["username"] = Username, ["password"] = Password, ["token"] = "" });
            _token = answer!["token"]!.GetValue<string>();
        }

        // The fifty get their owner while nobody runs them.
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("update monitor set user_id = (select id from users)");
    }

    /// <summary>A browser that is signed in, on no page yet.</summary>
    internal async Task<Dashboard> VisitAsync(int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await Browser.LookAsync(Kuma.Address, width, scheme);
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
}
