using Dapper;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Infrastructure.EmbeddedPostgres;
using Kuma.Infrastructure.Engine;
using Kuma.Infrastructure.Heartbeats;
using Kuma.Infrastructure.Persistence;
using Kuma.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NSubstitute;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>What goes wrong around the engine, in short; docs/operating.md says what Kuma does then.</summary>
public sealed class FaultTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly SteppedClock _clock = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task PostgreSQL_stopped_and_started_under_load_loses_and_doubles_no_answered_beat()
    {
        using var data = new TestFolder();
        var server = await EmbeddedPostgresServer.StartAsync(data.Path, [], CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await Migrator.RunAsync(source, CancellationToken.None);
        await using (var rig = await StartAsync(source))
        {
            var monitor = await rig.AddAsync("push");
            using var enough = new CancellationTokenSource();
            var pushes = Enumerable.Range(0, 8).Select(pusher => Task.Run(() => PushAsync(rig, monitor, pusher, enough.Token))).ToList();
            await Eventually.TrueAsync(() => rig.Board.Last(monitor.Id) is not null, "beats are stored");

            await server.StopAsync(CancellationToken.None);
            await Eventually.TrueAsync(() => !rig.Get<EngineHost>().Now.DatabaseWritable, "the engine says that it cannot write");
            var beatsBefore = rig.Board.Last(monitor.Id)!.Id;
            await server.StartAgainAsync(CancellationToken.None);
            await Eventually.TrueAsync(() => rig.Board.Last(monitor.Id)!.Id > beatsBefore, "beats are stored again", TimeSpan.FromSeconds(30));

            rig.Get<EngineHost>().Now.DatabaseWritable.ShouldBeTrue();
            await enough.CancelAsync();
            await ShouldBeStoredOnceAsync(source, (await Task.WhenAll(pushes)).SelectMany(answered => answered).ToList());
        }

        await server.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Connections_that_break_in_the_middle_of_a_transaction_lose_and_double_nothing()
    {
        await using var rig = await StartAsync(_database.DataSource);
        var monitor = await rig.AddAsync("push");
        using var enough = new CancellationTokenSource();
        var pushes = Enumerable.Range(0, 8).Select(pusher => Task.Run(() => PushAsync(rig, monitor, pusher, enough.Token))).ToList();

        await using (var killer = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false"))
        {
            await killer.OpenAsync(TestContext.Current.CancellationToken);
            for (var kills = 0; kills < 15;)
            {
                kills += await killer.ExecuteScalarAsync<int>(
                    """
                    select count(pg_terminate_backend(pid))::integer from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid() and state = 'active'
                    """);
            }
        }

        await enough.CancelAsync();
        await ShouldBeStoredOnceAsync(_database.DataSource, (await Task.WhenAll(pushes)).SelectMany(answered => answered).ToList());
    }

    [Fact]
    public async Task Beats_wait_for_a_full_disk_to_have_room_again()
    {
        await using var rig = await StartAsync(_database.DataSource);
        var monitor = await rig.AddAsync("push");
        await using var connection = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("""
            create function no_room() returns trigger language plpgsql as $$ begin raise 'could not extend file' using errcode = '53100'; end $$;
            create trigger no_room before insert on heartbeat for each row execute function no_room()
            """);

        var pushes = Enumerable.Range(0, 20).Select(n => Push(rig, monitor, $"m{n}")).ToList();
        await Eventually.TrueAsync(() => !rig.Get<EngineHost>().Now.DatabaseWritable, "the engine says that it cannot write");
        pushes.ShouldAllBe(push => !push.IsCompleted);
        await connection.ExecuteAsync("drop trigger no_room on heartbeat");

        await Task.WhenAll(pushes).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        rig.Board.Recent(monitor.Id).Select(beat => beat.Message).ShouldBe(Enumerable.Range(0, 20).Select(n => $"m{n}"));
    }

    [Fact]
    public async Task A_full_buffer_refuses_beats_and_they_leave_no_trace()
    {
        await using var rig = await StartAsync(_database.DataSource, new BeatLogOptions { Capacity = 5, MaxBatch = 2 });
        var monitor = await rig.AddAsync("push");
        await using (var blocker = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var transaction = await blocker.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await blocker.ExecuteAsync("lock table heartbeat in access exclusive mode");
            var pushes = Enumerable.Range(0, 50).Select(n => Push(rig, monitor, $"m{n}")).ToList();
            var refused = pushes.Count(push => push is { IsFaulted: true, Exception.InnerException: BeatLogFullException });
            refused.ShouldBeInRange(40, 45);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
            await Task.WhenAll(pushes.Where(push => !push.IsFaulted));
            rig.Board.Recent(monitor.Id).Count.ShouldBe(50 - refused);
        }

        rig.Board.Recent(monitor.Id).Count(beat => beat.Important).ShouldBe(1);
        await Push(rig, monitor, "after");
        rig.Board.Last(monitor.Id)!.Message.ShouldBe("after");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_is_set_by_an_hour_moves_no_check_and_makes_no_push_overdue(int hours)
    {
        await using var rig = await StartAsync(_database.DataSource);
        var http = await rig.AddAsync("http", settings => settings with { Interval = 1 });
        var push = await rig.AddAsync("push", settings => settings with { Interval = 4 });
        await Push(rig, push, "before");
        var start = TimeProvider.System.GetTimestamp();
        await rig.Engine.StartAsync([http.Id], CancellationToken.None);
        await rig.Engine.StartAsync([push.Id], CancellationToken.None);
        await Eventually.TrueAsync(() => rig.Runner.ChecksOf(http.Id) >= 2, "checks run");

        _clock.Offset = TimeSpan.FromHours(hours);

        // The silent monitor is looked at after four seconds, when its report is four seconds old, whatever the wall clock says.
        await Eventually.TrueAsync(() => TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(4.4), "the push monitor was looked at");
        await Push(rig, push, "after");
        var checks = rig.Runner.ChecksOf(http.Id);
        checks.ShouldBeInRange(3, (int)TimeProvider.System.GetElapsedTime(start).TotalSeconds + 1);
        rig.Board.Recent(push.Id).ShouldAllBe(beat => beat.Status == HeartbeatStatus.Up);
        rig.Board.Recent(http.Id).Count(beat => beat.Important).ShouldBe(1);
    }

    [Fact]
    public async Task A_check_that_never_returns_becomes_a_clear_failure_and_holds_up_nobody()
    {
        using var release = new ManualResetEventSlim();
        var stuck = Substitute.For<IChecker>();
        stuck.Type.Returns("stuck");
        stuck.CheckAsync(default!, default).ReturnsForAnyArgs(_ =>
        {
            release.Wait(CancellationToken.None);
            return new TaskCompletionSource<CheckOutcome>().Task;
        });
        var quick = Substitute.For<IChecker>();
        quick.Type.Returns("quick");
        quick.CheckAsync(default!, default).ReturnsForAnyArgs(Task.FromResult(CheckOutcome.Up("OK")));
        var runner = Runner(stuck, quick);

        var hanging = runner.RunAsync(A.Monitor("stuck").With(settings => settings with { Timeout = 0.1 }), CancellationToken.None);
        (await runner.RunAsync(A.Monitor("quick"), CancellationToken.None)).Status.ShouldBe(HeartbeatStatus.Up);

        var outcome = await hanging;
        outcome.IsError.ShouldBeTrue();
        outcome.Message.ShouldBe("The check did not end within 0.4 s and was abandoned");
        release.Set();
    }

    [Fact]
    public async Task A_check_that_throws_becomes_a_failure_with_its_message()
    {
        var broken = Substitute.For<IChecker>();
        broken.Type.Returns("broken");
        broken.CheckAsync(default!, default).ReturnsForAnyArgs<Task<CheckOutcome>>(_ => throw new InvalidDataException("no memory left"));

        var outcome = await Runner(broken).RunAsync(A.Monitor("broken"), CancellationToken.None);

        (outcome.IsError, outcome.Message).ShouldBe((true, "no memory left"));
    }

    [Fact]
    public async Task A_check_that_runs_out_of_memory_fails_alone()
    {
        var greedy = Substitute.For<IChecker>();
        greedy.Type.Returns("greedy");
        greedy.CheckAsync(default!, default).ReturnsForAnyArgs(_ => Task.FromResult(CheckOutcome.Up(new string('x', int.MaxValue))));
        var modest = Substitute.For<IChecker>();
        modest.Type.Returns("modest");
        modest.CheckAsync(default!, default).ReturnsForAnyArgs(Task.FromResult(CheckOutcome.Up("OK")));
        var runner = Runner(greedy, modest);

        var outcome = await runner.RunAsync(A.Monitor("greedy"), CancellationToken.None);

        (outcome.IsError, outcome.Message).ShouldBe((true, "Kuma has not enough memory for this check"));
        (await runner.RunAsync(A.Monitor("modest"), CancellationToken.None)).Status.ShouldBe(HeartbeatStatus.Up);
    }

    [Fact]
    public async Task Beats_with_long_messages_wait_in_bounded_memory()
    {
        const int Length = 10_000;
        await using var rig = await StartAsync(_database.DataSource, new BeatLogOptions { CapacityBytes = 20 * 2 * Length });
        var monitor = await rig.AddAsync("push");
        await using var blocker = await _database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await blocker.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await blocker.ExecuteAsync("lock table heartbeat in access exclusive mode");

        var pushes = Enumerable.Range(0, 60).Select(n => Push(rig, monitor, $"{n} {new string('x', Length)}")).ToList();
        var refused = pushes.Count(push => push is { IsFaulted: true, Exception.InnerException: BeatLogFullException });
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(pushes.Where(push => !push.IsFaulted));

        // What the log had taken from the queue before the lock held it up is in nobody's way.
        refused.ShouldBeInRange(20, 41);
        await Push(rig, monitor, new string('y', Length));
        rig.Board.Recent(monitor.Id).Count.ShouldBe(60 - refused + 1);
    }

    private static CheckRunner Runner(params IChecker[] checkers)
    {
        var options = new EngineOptions
        {
            MinDeadline = TimeSpan.FromMilliseconds(100), DeadlineSlack = TimeSpan.FromMilliseconds(100), AbandonAfter = TimeSpan.FromMilliseconds(200),
        };
        return new CheckRunner(checkers, options, new EngineMetrics(), TimeProvider.System, NullLogger<CheckRunner>.Instance);
    }

    private static Task Push(EngineRig rig, Monitor monitor, string message) => rig.Recorder.Record(
        monitor,
        generation: null,
        previous => PushPolicy.Receive(
            monitor.Id, monitor.Settings, previous, reportedUp: true, message, ping: null, underMaintenance: false, rig.Get<TimeProvider>().GetUtcNow()))!.Committed;

    /// <summary>Pushes one report after another; the messages of those that were answered.</summary>
    private static async Task<List<string>> PushAsync(EngineRig rig, Monitor monitor, int pusher, CancellationToken enough)
    {
        var answered = new List<string>();
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            await Push(rig, monitor, $"{pusher}-{n}");
            answered.Add($"{pusher}-{n}");
        }

        return answered;
    }

    private static async Task ShouldBeStoredOnceAsync(NpgsqlDataSource source, List<string> answered)
    {
        await using var connection = await source.OpenConnectionAsync();
        var stored = await connection.QueryAsync<string>("select msg from heartbeat");
        stored.Order(StringComparer.Ordinal).ShouldBe(answered.Order(StringComparer.Ordinal));
        var counted = await connection.QuerySingleAsync<long>("select sum(up) from stat_daily");
        counted.ShouldBe(answered.Count);
    }

    private Task<EngineRig> StartAsync(NpgsqlDataSource source, BeatLogOptions? log = null) => EngineRig.StartAsync(source, replace: services =>
    {
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton(log ?? new BeatLogOptions());
    });
}
