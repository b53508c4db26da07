using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kuma.Application.Common.Limits;
using Kuma.Application.Users;
using Kuma.Domain.Common;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Kuma.Web.Tests.Sockets.Matrix;

/// <summary>One Kuma with two users, for the matrix: makes what events name, and sees whether anything stored has changed.</summary>
public sealed partial class World(PostgresFixture postgres) : IAsyncLifetime
{
    public const string Password = "Passw0rd!23";

    private readonly FakeTimeProvider _limitClock = new();
    private TestDatabase? _database;
    private KumaHost? _host;
    private Task<string>? _fingerprint;
    private int _made;

    internal KumaHost Kuma => _host!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _host = await KumaHost.StartAsync(_database, services => services.AddSingleton(new RateLimits(_limitClock)));
        await using var client = await WireClient.ConnectAsync(_host.Address);
        (await client.CallAsync("setup", "admin", Password))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        await ExecuteAsync("insert into users (username, password) select 'bob', password from users");
    }

    /// <summary>The first user's connection.</summary>
    public Task<WireClient> AliceAsync() => SignInAsync("admin");

    /// <summary>The second user's connection.</summary>
    public Task<WireClient> BobAsync() => SignInAsync("bob");

    public Task<WireClient> VisitorAsync() => WireClient.ConnectAsync(Kuma.Address);

    /// <summary>Makes a thing that belongs to <paramref name="owner"/>; its id as JSON.</summary>
    internal Task<string> MakeAsync(string what, WireClient owner) => MakeAsync(what, slug: "", owner);

    /// <summary>Fills in the placeholders of a case: each makes a new thing that belongs to <paramref name="owner"/>.</summary>
    internal async Task<JsonNode?[]> ArgumentsAsync(EventCase row, WireClient owner)
    {
        var text = row.Arguments;
        var slug = "";
        foreach (var what in Placeholder().Matches(text).Select(match => match.Groups["what"].Value).Distinct().Order(StringComparer.Ordinal).Reverse())
        {
            // "slug" sorts after "incident": the page is there before its incident.
            var id = what switch
            {
                "jwt" => $"\"{await TokenAsync("admin")}\"",
                "newSlug" => $"\"page-{++_made}\"",
                _ => await MakeAsync(what, slug, owner),
            };
            slug = what is "slug" ? id.Trim('"') : slug;
            text = text.Replace($"\"{{{what}}}\"", id, StringComparison.Ordinal);
        }

        return [.. JsonNode.Parse(text)!.AsArray().Select(argument => argument?.DeepClone())];
    }

    /// <summary>The arguments of a case with ids of nothing.</summary>
    internal static JsonNode?[] UnknownArguments(EventCase row) =>
        [.. JsonNode.Parse(Placeholder().Replace(row.Arguments, match => match.Groups["what"].Value is "slug" ? "\"no-such-page\"" : "424242"))!
            .AsArray().Select(argument => argument?.DeepClone())];

    /// <summary>Gives back the budgets of sign-ins and two-factor changes.</summary>
    public void RenewLimits() => _limitClock.Advance(TimeSpan.FromMinutes(2));

    /// <summary>A fingerprint of everything that is stored, beats and statistics left out.</summary>
    public async Task<string> FingerprintAsync()
    {
        await using var command = _database!.DataSource.CreateCommand(await (_fingerprint ??= FingerprintSqlAsync()));
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>One statement over all tables: it is asked thousands of times.</summary>
    private async Task<string> FingerprintSqlAsync()
    {
        await using var command = _database!.DataSource.CreateCommand("""
            select 'select concat_ws(chr(10), ' || string_agg(
                       format('(select %L || md5(coalesce(string_agg(t::text, chr(10) order by t::text), '''')) from %I t)', name || ':', name),
                       ', ' order by name) || ')'
            from (
                select table_name::text as name from information_schema.tables
                where table_schema = 'public' and table_type = 'BASE TABLE'
                  and table_name not like 'heartbeat%' and table_name not like 'stat%ly') as tables
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _database!.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
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

    /// <summary>A session token of a user.</summary>
    internal async Task<string> TokenAsync(string username)
    {
        var user = await Kuma.Services.GetRequiredService<IUserRepository>().FindByNameAsync(username, CancellationToken.None);
        return await Kuma.Services.GetRequiredService<ISessionTokens>().IssueAsync(user!, CancellationToken.None);
    }

    private async Task<WireClient> SignInAsync(string username)
    {
        var client = await WireClient.ConnectAsync(Kuma.Address);
        (await client.CallAsync("loginByToken", await TokenAsync(username)))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        return client;
    }

    private async Task<string> MakeAsync(string what, string slug, WireClient owner)
    {
        var (name, arguments, path) = what switch
        {
            "monitor" => ("add", EventArguments("add"), "monitorID"),
            "tag" => ("addTag", EventArguments("addTag"), "tag.id"),
            "notification" => ("addNotification", EventArguments("addNotification"), "id"),
            "maintenance" => ("addMaintenance", EventArguments("addMaintenance"), "maintenanceID"),
            "proxy" => ("addProxy", EventArguments("addProxy"), "id"),
            "dockerHost" => ("addDockerHost", EventArguments("addDockerHost"), "id"),
            "remoteBrowser" => ("addRemoteBrowser", EventArguments("addRemoteBrowser"), "id"),
            "apiKey" => ("addAPIKey", EventArguments("addAPIKey"), "keyID"),
            "slug" => ("addStatusPage", ["p", $"page-{++_made}"], "slug"),
            "incident" => ("postIncident", [slug, new JsonObject { ["title"] = "t", ["content"] = "c", ["style"] = "info" }], "incident.id"),
            _ => throw new ArgumentException(what),
        };
        var answer = await owner.CallAsync(name, arguments);
        return path.Split('.').Aggregate(answer, (node, key) => node?[key])?.ToJsonString()
            ?? throw new InvalidOperationException($"{name} made no {what}: {answer?.ToJsonString()}");
    }

    private static JsonNode?[] EventArguments(string name) =>
        [.. JsonNode.Parse(EventCases.All.Single(row => row.Name == name).Arguments)!.AsArray().Select(argument => argument?.DeepClone())];

    [GeneratedRegex("\"\\{(?<what>[a-zA-Z]+)\\}\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
