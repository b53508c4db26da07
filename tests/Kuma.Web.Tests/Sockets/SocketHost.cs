using System.Text.Json.Nodes;
using Kuma.Testing;

namespace Kuma.Web.Tests.Sockets;

/// <summary>One Kuma with an account, shared by the tests of a class.</summary>
public sealed class SocketHost(PostgresFixture postgres) : IAsyncLifetime
{
    public const string Password = "Passw0rd!23";

    private TestDatabase? _database;
    private KumaHost? _host;

    public KumaHost Kuma => _host ?? throw new InvalidOperationException("The host is not started.");

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _host = await KumaHost.StartAsync(_database);
        await using var client = await WireClient.ConnectAsync(Kuma.Address);
        (await client.CallAsync("setup", "admin", Password))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        Token = (await client.CallAsync("login", Credentials()))!["token"]!.GetValue<string>();
    }

    /// <summary>Signs in without using up the login limit.</summary>
    public string Token { get; private set; } = "";

    public static JsonObject Credentials(string password = Password) => new() { ["username"] = "admin", ["password"] = password, ["token"] = "" };

    public static JsonObject PushMonitor(string name) => new()
    {
        ["type"] = "push", ["name"] = name, ["interval"] = 60, ["accepted_statuscodes"] = new JsonArray("200-299"),
        ["notificationIDList"] = new JsonObject(), ["conditions"] = new JsonArray(), ["active"] = false,
    };

    public async Task<WireClient> SignInAsync()
    {
        var client = await WireClient.ConnectAsync(Kuma.Address);
        (await client.CallAsync("loginByToken", Token))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
