using System.Text.Json;
using Dapper;
using Kuma.Application.Settings;
using Kuma.Infrastructure.Heartbeats;
using Kuma.Infrastructure.Tests.Engine;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Heartbeats;

public sealed class HistoryUpkeepTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private EngineRig _rig = null!;

    private DateTimeOffset Now => _rig.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _rig = await EngineRig.StartAsync(_database.DataSource, replace: services => services.AddSingleton<HistoryUpkeep>());
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Ordinary_beats_older_than_a_day_go_but_the_newest_100_stay()
    {
        var busy = await _rig.AddAsync();
        var quiet = await _rig.AddAsync();
        await InsertAsync(busy.Id.Value, 150, Now.AddDays(-2), TimeSpan.FromMinutes(1));
        await InsertAsync(busy.Id.Value, 150, Now.AddHours(-23), TimeSpan.FromMinutes(1));
        await InsertAsync(quiet.Id.Value, 60, Now.AddDays(-5), TimeSpan.FromMinutes(1));

        await RunAsync();

        (await CountAsync(busy.Id.Value)).ShouldBe(150);
        (await CountAsync(quiet.Id.Value)).ShouldBe(60);
    }

    [Fact]
    public async Task Important_beats_live_as_long_as_the_setting_says()
    {
        Keep(JsonSerializer.SerializeToElement(30));
        var monitor = await _rig.AddAsync();
        await InsertAsync(monitor.Id.Value, 110, Now.AddHours(-3), TimeSpan.FromMinutes(1));
        await InsertAsync(monitor.Id.Value, 1, Now.AddDays(-29), TimeSpan.Zero, important: true);
        await InsertAsync(monitor.Id.Value, 1, Now.AddDays(-31), TimeSpan.Zero, important: true);
        await InsertAsync(monitor.Id.Value, 1, Now.AddDays(-100), TimeSpan.Zero, important: true);

        await RunAsync();

        (await CountAsync(monitor.Id.Value)).ShouldBe(111);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("\"0\"")]
    public async Task A_period_of_0_keeps_everything_that_is_important(string setting)
    {
        Keep(JsonDocument.Parse(setting).RootElement);
        var monitor = await _rig.AddAsync();
        await InsertAsync(monitor.Id.Value, 1, Now.AddDays(-4000), TimeSpan.Zero, important: true);

        await RunAsync();

        (await CountAsync(monitor.Id.Value)).ShouldBe(1);
    }

    [Fact]
    public async Task A_period_that_was_never_set_becomes_a_year()
    {
        await RunAsync();

        await _rig.Get<ISettingStore>().Received().SetGeneralAsync(
            Arg.Is<IReadOnlyDictionary<string, JsonElement>>(values => values[SettingKeys.KeepDataPeriodDays].GetInt32() == 365), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Months_that_are_over_go_as_partitions_and_the_next_ones_are_there()
    {
        Keep(JsonSerializer.SerializeToElement(40));
        (await PartitionsAsync()).ShouldBe(["heartbeat_default", "heartbeat_y2026m03", "heartbeat_y2026m04", "heartbeat_y2026m05"]);

        _rig.Time.SetUtcNow(new DateTimeOffset(2026, 6, 20, 3, 14, 0, TimeSpan.Zero));
        await RunAsync();

        (await PartitionsAsync()).ShouldBe(["heartbeat_default", "heartbeat_y2026m05", "heartbeat_y2026m06", "heartbeat_y2026m07", "heartbeat_y2026m08"]);
    }

    [Fact]
    public async Task Beats_that_came_before_their_partition_move_into_it()
    {
        var monitor = await _rig.AddAsync();
        await InsertAsync(monitor.Id.Value, 3, new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(1));

        _rig.Time.SetUtcNow(new DateTimeOffset(2026, 7, 2, 0, 0, 0, TimeSpan.Zero));
        await RunAsync();

        await using var connection = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        (await connection.QuerySingleAsync<int>("select count(*)::integer from heartbeat_y2026m07")).ShouldBe(3);
    }

    [Fact]
    public async Task Old_minutes_and_hours_go_with_the_beats_of_their_monitor()
    {
        var monitor = await _rig.AddAsync();
        await _rig.BeatAsync(monitor, Kuma.Application.Monitoring.CheckOutcome.Up("OK", 1));
        _rig.Time.Advance(TimeSpan.FromHours(25));
        await _rig.BeatAsync(monitor, Kuma.Application.Monitoring.CheckOutcome.Up("OK", 1));

        (await BucketsAsync("stat_minutely")).ShouldBe(1);
        (await BucketsAsync("stat_hourly")).ShouldBe(2);

        _rig.Time.Advance(TimeSpan.FromDays(31));
        await _rig.BeatAsync(monitor, Kuma.Application.Monitoring.CheckOutcome.Up("OK", 1));

        (await BucketsAsync("stat_hourly")).ShouldBe(1);
        (await BucketsAsync("stat_daily")).ShouldBe(3);
    }

    [Fact]
    public async Task It_works_at_night_by_the_clock_of_the_server()
    {
        var tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
        _rig.Get<IServerTimezone>().Zone.Returns(tokyo);
        var monitor = await _rig.AddAsync();
        await InsertAsync(monitor.Id.Value, 200, Now.AddDays(-3), TimeSpan.FromMinutes(1));
        await _rig.Get<HistoryUpkeep>().StartAsync(CancellationToken.None);

        // 03:14 in Tokyo is 18:14 in UTC; it is 09:26 now.
        await MoveAsync(TimeSpan.FromHours(8));
        (await CountAsync(monitor.Id.Value)).ShouldBe(200);
        await Eventually.TrueAsync(
            async () =>
            {
                await MoveAsync(TimeSpan.FromMinutes(10));
                return await CountAsync(monitor.Id.Value) == 100;
            },
            "the history is trimmed at 03:14");
        _rig.Time.GetUtcNow().TimeOfDay.ShouldBeGreaterThan(TimeSpan.FromHours(18));

        await _rig.Get<HistoryUpkeep>().StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T00:00:00Z", "2026-03-29T01:14:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T02:14:00Z")]
    [InlineData("UTC", "2026-03-14T03:14:00Z", "2026-03-15T03:14:00Z")]
    [InlineData("Asia/Beirut", "2026-03-28T12:00:00Z", "2026-03-29T00:14:00Z")]
    public void The_night_has_its_time_also_when_clocks_change(string zone, string now, string next) =>
        HistoryUpkeep.NextAfter(DateTimeOffset.Parse(now, null), TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(DateTimeOffset.Parse(next, null));

    private void Keep(JsonElement days) =>
        _rig.Get<ISettingStore>().GetAsync(SettingKeys.KeepDataPeriodDays, Arg.Any<CancellationToken>()).Returns(days);

    /// <summary>Moves the clock, and lets the work that waits for it see the new time.</summary>
    private async Task MoveAsync(TimeSpan by)
    {
        _rig.Time.Advance(by);
        await CountAsync(0);
    }

    private Task RunAsync() => _rig.Get<HistoryUpkeep>().RunOnceAsync(CancellationToken.None);

    private async Task InsertAsync(int monitor, int count, DateTimeOffset from, TimeSpan step, bool important = false)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "insert into heartbeat (monitor_id, time, status, important) select @monitor, @from + n * @step, 1, @important from generate_series(1, @count) n",
            new { monitor, count, from = from.UtcDateTime, step, important });
    }

    private async Task<int> CountAsync(int monitor)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        return await connection.QuerySingleAsync<int>("select count(*)::integer from heartbeat where monitor_id = @monitor", new { monitor });
    }

    private async Task<int> BucketsAsync(string table)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        return await connection.QuerySingleAsync<int>($"select count(*)::integer from {table}");
    }

    private async Task<IReadOnlyList<string>> PartitionsAsync()
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<string>(
            "select inhrelid::regclass::text from pg_inherits where inhparent = 'heartbeat'::regclass order by 1")];
    }
}
