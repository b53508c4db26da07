using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Kuma.Application.Common.Limits;
using Kuma.Application.Upkeep;
using Kuma.Domain.Users;
using Kuma.Testing;
using Kuma.Web.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Kuma.Web.Tests.Sockets;

/// <summary>Limits, one-time tokens, sessions that end with the password, keys for scrapes, and what the log says about it.</summary>
public sealed class SignInTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Password = SocketHost.Password;
    private const string TooMany = """{"ok":false,"msg":"Too frequently, try again later."}""";

    private readonly FakeTimeProvider _limitClock = new();
    private readonly LogLines<SessionEvents> _sessionLog = new();
    private readonly LogLines<EventDispatcher> _failureLog = new();
    private readonly IDatabaseUpkeep _upkeep = Substitute.For<IDatabaseUpkeep>();
    private TestDatabase? _database;
    private KumaHost? _kuma;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _kuma = await KumaHost.StartAsync(_database, services => services
            .AddSingleton(new RateLimits(_limitClock))
            .AddSingleton(_upkeep)
            .AddSingleton<ILogger<SessionEvents>>(_sessionLog)
            .AddSingleton<ILogger<EventDispatcher>>(_failureLog));
        await using var client = await ConnectAsync();
        (await client.CallAsync("setup", "admin", Password))!["ok"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Twenty_sign_ins_and_sign_outs_a_minute_are_the_limit()
    {
        await using var client = await ConnectAsync();
        for (var i = 0; i < 10; i++)
        {
            await client.CallAsync("login", SocketHost.Credentials("wrong"));
            await client.CallAsync("logout");
        }

        (await client.CallAsync("login", SocketHost.Credentials()))!.ToJsonString().ShouldBe(TooMany);
        (await client.CallAsync("logout"))!.ToJsonString().ShouldBe(TooMany);

        _limitClock.Advance(TimeSpan.FromSeconds(60));
        (await client.CallAsync("login", SocketHost.Credentials()))!["ok"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Thirty_changes_of_two_factor_a_minute_are_the_limit_also_for_visitors()
    {
        await using var client = await ConnectAsync();
        for (var i = 0; i < 30; i++)
        {
            (await client.CallAsync("disable2FA", "wrong"))!["msg"]!.GetValue<string>().ShouldBe("You are not logged in.");
        }

        (await client.CallAsync("prepare2FA", Password))!.ToJsonString().ShouldBe(TooMany);
    }

    [Fact]
    public async Task A_one_time_token_signs_in_once()
    {
        await using var client = await SignInAsync();
        (await client.CallAsync("prepare2FA", Password))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        (await client.CallAsync("save2FA", Password))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        var token = TimeBasedOneTimePassword.Code(await SecretAsync(), TimeProvider.System.GetUtcNow());
        await using var other = await ConnectAsync();

        (await other.CallAsync("login", SocketHost.Credentials()))!.ToJsonString().ShouldBe("""{"tokenRequired":true}""");
        (await other.CallAsync("login", WithToken("000000")))!["msg"]!.GetValue<string>().ShouldBe("authInvalidToken");
        (await other.CallAsync("login", WithToken(token)))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        (await other.CallAsync("login", WithToken(token)))!.ToJsonString().ShouldBe("""{"ok":false,"msg":"authInvalidToken","msgi18n":true}""");
    }

    [Fact]
    public async Task A_one_time_token_that_two_use_at_once_signs_one_in()
    {
        await using var client = await SignInAsync();
        await client.CallAsync("prepare2FA", Password);
        await client.CallAsync("save2FA", Password);
        var token = TimeBasedOneTimePassword.Code(await SecretAsync(), TimeProvider.System.GetUtcNow());
        var clients = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ConnectAsync()));

        var answers = await Task.WhenAll(clients.Select(one => one.CallAsync("login", WithToken(token))));

        answers.Count(answer => answer!["ok"]!.GetValue<bool>()).ShouldBe(1);
        foreach (var one in clients)
        {
            await one.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_every_older_token()
    {
        await using var visitor = await ConnectAsync();
        var old = (await visitor.CallAsync("login", SocketHost.Credentials()))!["token"]!.GetValue<string>();
        await using var client = await SignInAsync();

        var answer = await client.CallAsync(
            "changePassword", new JsonObject { ["currentPassword"] = Password, ["newPassword"] = "another-1" });

        await visitor.HearAsync("refresh");
        (await visitor.IsEndedAsync()).ShouldBeTrue();
        await using var later = await ConnectAsync();
        (await later.CallAsync("loginByToken", old))!["msg"]!.GetValue<string>().ShouldBe("authInvalidToken");
        (await later.CallAsync("loginByToken", answer!["token"]!.GetValue<string>()))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        (await client.CallAsync("twoFAStatus"))!["ok"]!.GetValue<bool>().ShouldBeTrue("the caller stays signed in");
    }

    [Fact]
    public async Task Scrapes_take_the_password_until_there_is_a_key_and_then_keys_only()
    {
        await using var client = await SignInAsync();
        (await ScrapeAsync("admin", Password)).ShouldBe(HttpStatusCode.OK);

        var key = await client.CallAsync("addAPIKey", new JsonObject { ["name"] = "k", ["expires"] = null, ["active"] = true });

        (await ScrapeAsync("admin", Password)).ShouldBe(HttpStatusCode.Unauthorized);
        (await ScrapeAsync("", key!["key"]!.GetValue<string>())).ShouldBe(HttpStatusCode.OK);
        (await ScrapeAsync("", key["key"]!.GetValue<string>() + "x")).ShouldBe(HttpStatusCode.Unauthorized);
        await client.CallAsync("disableAPIKey", key["keyID"]!.GetValue<int>());
        (await ScrapeAsync("", key["key"]!.GetValue<string>())).ShouldBe(HttpStatusCode.Unauthorized);
        await client.CallAsync("enableAPIKey", key["keyID"]!.GetValue<int>());
        (await ScrapeAsync("", key["key"]!.GetValue<string>())).ShouldBe(HttpStatusCode.OK);
        await client.CallAsync("deleteAPIKey", key["keyID"]!.GetValue<int>());
        (await ScrapeAsync("admin", Password)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_log_names_the_forwarded_address_only_when_the_proxy_is_trusted()
    {
        await using var client = await SignInAsync();
        (string Name, string Value)[] proxied = [("X-Forwarded-For", "203.0.113.9, 10.0.0.1")];

        await RefusedSignInAsync(proxied);
        _sessionLog.Lines.ShouldNotContain(line => line.Contains("203.0.113.9", StringComparison.Ordinal));

        await client.CallAsync("setSettings", new JsonObject { ["trustProxy"] = true }, "");
        await RefusedSignInAsync(proxied);
        _sessionLog.Lines.ShouldContain("A sign-in from 203.0.113.9 was refused: wrong-credentials.");
        await RefusedSignInAsync([("X-Real-IP", "::ffff:198.51.100.7")]);
        _sessionLog.Lines.ShouldContain("A sign-in from 198.51.100.7 was refused: wrong-credentials.");
        _sessionLog.Lines.ShouldNotContain(line => line.Contains("wrong password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unexpected_failure_gives_a_reference_whose_details_are_in_the_log()
    {
        _upkeep.SizeAsync(Arg.Any<CancellationToken>()).Returns<long>(_ => throw new InvalidOperationException("secret detail"));
        await using var client = await SignInAsync();

        var text = (await client.CallAsync("getDatabaseSize"))!["msg"]!.GetValue<string>();

        text.ShouldMatch(@"^Something went wrong on the server \(reference [0-9a-f]{12}\)\.$");
        var reference = text.Split(' ')[^1].TrimEnd(')', '.');
        var line = _failureLog.Lines.Single(line => line.Contains(reference, StringComparison.Ordinal));
        line.ShouldContain("getDatabaseSize");
        line.ShouldContain("secret detail");
        (await client.CallAsync("getTags"))!["ok"]!.GetValue<bool>().ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        if (_kuma is not null)
        {
            await _kuma.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private static JsonObject WithToken(string token)
    {
        var credentials = SocketHost.Credentials();
        credentials["token"] = token;
        return credentials;
    }

    private Task<WireClient> ConnectAsync(params (string Name, string Value)[] headers) =>
        WireClient.ConnectAsync(_kuma!.Address, headers: headers);

    private async Task<WireClient> SignInAsync()
    {
        var client = await ConnectAsync();
        (await client.CallAsync("login", SocketHost.Credentials()))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        return client;
    }

    private async Task RefusedSignInAsync((string Name, string Value)[] headers)
    {
        await using var client = await ConnectAsync(headers);
        (await client.CallAsync("login", SocketHost.Credentials("wrong password")))!["msg"]!.GetValue<string>().ShouldBe("authIncorrectCreds");
    }

    private async Task<HttpStatusCode> ScrapeAsync(string name, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
        using var answer = await _kuma!.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<string> SecretAsync()
    {
        await using var command = _database!.DataSource.CreateCommand("select twofa_secret from users");
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private sealed class LogLines<T> : ILogger<T>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception?.Message);
    }
}
