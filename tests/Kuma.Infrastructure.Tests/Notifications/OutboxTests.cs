using System.Text.Json;
using Dapper;
using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Notifications.Outbox;
using Kuma.Infrastructure.Security;
using Kuma.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Notifications;

/// <summary>The real sender on a real PostgreSQL, with a web server of this machine as the target.</summary>
public sealed class OutboxTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly SecretProtector Secrets = new SecretProtector(new EphemeralDataProtectionProvider());

    private static readonly NotificationOptions Quick = new()
    {
        Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)],
        Poll = TimeSpan.FromMilliseconds(50),
        QuickPause = TimeSpan.FromMilliseconds(1),
        Break = TimeSpan.FromMilliseconds(600),
    };

    private TestDatabase? _database;
    private Bench? _bench;

    private TestDatabase Database => _database ?? throw new InvalidOperationException("The test is not initialised.");

    private Mailbox Mailbox => _bench!.Mailbox;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _bench = await Bench.StartAsync();
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into monitor (id, name, type) values (1, 'one', 'http'), (2, 'two', 'http')");
    }

    public async ValueTask DisposeAsync()
    {
        await _bench!.DisposeAsync();
        await Database.DisposeAsync();
    }

    [Fact]
    public async Task What_is_owed_is_sent_once_and_forgotten()
    {
        await NotificationAsync(1);
        await OweAsync(1, 1, "hello", """{"id":1,"name":"one"}""", """{"status":0}""");

        await using (await SendingAsync())
        {
            await EmptyAsync();
        }

        Mailbox.Requests.ShouldHaveSingleItem().Body.ShouldBe("""{"heartbeat":{"status":0},"monitor":{"id":1,"name":"one"},"msg":"hello"}""");
    }

    [Fact]
    public async Task A_target_that_fails_is_tried_again_and_the_order_of_a_monitor_is_kept()
    {
        await NotificationAsync(1);
        await OweAsync(1, 1, "down");
        await OweAsync(1, 1, "up");
        await OweAsync(1, 2, "another");
        var failures = 0;
        Mailbox.Answer = request => request.Body.Contains("down") && failures++ < 2 ? (503, "") : (200, "");

        await using (await SendingAsync())
        {
            await EmptyAsync();
        }

        Messages().Where(text => text != "another").ShouldBe(["down", "down", "down", "up"]);
    }

    [Fact]
    public async Task A_refusal_for_good_is_given_up_at_once_and_stays_to_be_seen()
    {
        await NotificationAsync(1);
        await OweAsync(1, 1, "hello");
        Mailbox.Answer = _ => (403, "no");

        await using (await SendingAsync())
        {
            await Eventually.TrueAsync(async () => await CountAsync("given_up") == 1, "the row is given up");
        }

        Mailbox.Requests.Count.ShouldBe(1);
        (await ErrorAsync()).ShouldBe("Request failed with status code 403 (code=ERR_BAD_REQUEST) (HTTP 403 Forbidden) no");
    }

    [Fact]
    public async Task A_target_that_never_recovers_is_given_up_after_the_last_attempt()
    {
        await NotificationAsync(1);
        await OweAsync(1, 1, "hello");
        Mailbox.Answer = _ => (500, "");

        await using (await SendingAsync())
        {
            await Eventually.TrueAsync(async () => await CountAsync("given_up") == 1, "the row is given up");
        }

        Mailbox.Requests.Count.ShouldBe(Quick.Pauses.Count + 1);
    }

    [Fact]
    public async Task What_is_too_old_is_dropped_at_the_start()
    {
        await NotificationAsync(1);
        await OweAsync(1, 1, "yesterday");
        await OweAsync(1, 2, "now");
        await RunAsync("update notification_outbox set created_date = now() - interval '13 hours' where message = 'yesterday'");

        await using (await SendingAsync())
        {
            await Eventually.TrueAsync(async () => await CountAsync("not given_up") == 0, "the fresh row is sent");
        }

        Messages().ShouldBe(["now"]);
        (await ErrorAsync()).ShouldBe("too old when it could be sent");
    }

    [Fact]
    public async Task A_row_that_a_dead_node_had_taken_comes_up_again_when_its_lease_ends()
    {
        await NotificationAsync(1);
        await OweAsync(1, 1, "hello");
        var store = new OutboxStore(Database.DataSource, Secrets, Quick with { Lease = TimeSpan.FromMilliseconds(400) });
        (await store.ClaimAsync(10, 10, [], CancellationToken.None)).Count.ShouldBe(1);
        (await store.ClaimAsync(10, 10, [], CancellationToken.None)).ShouldBeEmpty();

        await using (await SendingAsync())
        {
            await EmptyAsync();
        }

        Messages().ShouldBe(["hello"]);
    }

    [Fact]
    public async Task Two_nodes_send_each_message_once()
    {
        await NotificationAsync(1);
        await NotificationAsync(2);
        for (var i = 0; i < 60; i++)
        {
            await OweAsync(1 + (i % 2), 1 + (i / 2 % 2), $"m{i}");
        }

        await using (await SendingAsync())
        await using (await SendingAsync())
        {
            await EmptyAsync();
        }

        Messages().Order().ShouldBe(Enumerable.Range(0, 60).Select(i => $"m{i}").Order());
    }

    [Fact]
    public async Task A_dead_target_does_not_hold_up_a_living_one()
    {
        await NotificationAsync(1, "http://dead.example/");
        await NotificationAsync(2, "http://living.example/");
        for (var i = 0; i < 12; i++)
        {
            await OweAsync(1, 1 + (i % 2), $"dead{i}");
        }

        await OweAsync(2, 1, "living");
        Mailbox.Answer = request => request.Url.Contains("dead") ? (500, "") : (200, "");

        await using (await SendingAsync(Quick with { Parallel = 2, ParallelPerTarget = 1, Pauses = [TimeSpan.FromMinutes(1)] }))
        {
            await Eventually.TrueAsync(() => Messages().Contains("living"), "the living target gets its message");
        }
    }

    [Fact]
    public async Task A_stop_puts_back_what_was_on_its_way()
    {
        await NotificationAsync(1);
        await OweAsync(1, 1, "hello");
        using var hold = new ManualResetEventSlim();
        Mailbox.Answer = _ =>
        {
            hold.Wait(TimeSpan.FromSeconds(10));
            return (200, "");
        };

        var sending = await SendingAsync(Quick with { StopLimit = TimeSpan.FromMilliseconds(50) });
        await Eventually.TrueAsync(() => Mailbox.Requests.Count == 1, "the message is on its way");
        await sending.DisposeAsync();

        (await CountAsync("attempts = 0 and next_attempt <= now()")).ShouldBe(1);
        hold.Set();
    }

    [Fact]
    public async Task Settings_of_another_installation_s_keys_are_given_up_with_a_word()
    {
        await NotificationAsync(1);
        await RunAsync("update notification set config = 'CfDJ8garbage'");
        await OweAsync(1, 1, "hello");

        await using (await SendingAsync())
        {
            await Eventually.TrueAsync(async () => await CountAsync("given_up") == 1, "the row is given up");
        }

        (await ErrorAsync()).ShouldBe("its settings were encrypted with keys that this installation does not have");
    }

    private IEnumerable<string> Messages() =>
        Mailbox.Requests.Select(request => JsonElement.Parse(request.Body).GetProperty("msg").GetString()!);

    private async Task<Sending> SendingAsync(NotificationOptions? options = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Substitute.For<Kuma.Application.Settings.ISettingStore>())
            .AddSingleton<ISecretProtector>(Secrets)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Database.DataSource)
            .AddSingleton(Substitute.For<IBeatFeed>())
            .AddNotifications();
        services.Replace(ServiceDescriptor.Singleton<Kuma.Infrastructure.Notifications.Http.IHttpHandlers>(new Detour(Mailbox.Address)));
        services.Replace(ServiceDescriptor.Singleton(options ?? Quick));
        var provider = services.BuildServiceProvider();
        var sender = provider.GetRequiredService<OutboxSender>();
        await sender.StartAsync(CancellationToken.None);
        return new Sending(provider, sender);
    }

    private Task NotificationAsync(int id, string url = "http://hook.example/") => RunAsync(
        "insert into notification (id, name, config) values (@id, 'hook', @config)",
        new { id, config = Secrets.Protect($$"""{"type":"webhook","webhookURL":"{{url}}"}""") });

    private Task OweAsync(int notification, int monitor, string message, string? monitorJson = null, string? beat = null) => RunAsync(
        "insert into notification_outbox (notification_id, monitor_id, message, monitor, heartbeat) values (@notification, @monitor, @message, @monitorJson::json, @beat::json)",
        new { notification, monitor, message, monitorJson, beat });

    private Task EmptyAsync() => Eventually.TrueAsync(async () => await CountAsync("true") == 0, "everything is sent");

    private async Task RunAsync(string sql, object? parameters = null)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    private async Task<int> CountAsync(string condition)
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>($"select count(*) from notification_outbox where {condition}");
    }

    private async Task<string?> ErrorAsync()
    {
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>("select last_error from notification_outbox where given_up");
    }

    private sealed class Sending(ServiceProvider provider, OutboxSender sender) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await sender.StopAsync(CancellationToken.None);
            await provider.DisposeAsync();
        }
    }
}
