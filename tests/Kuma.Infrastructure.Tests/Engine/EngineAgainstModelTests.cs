using Dapper;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Testing;
using NSubstitute;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>
/// For any sequence of outcomes, reports, restarts, edits, pauses, maintenances and clearings, the stored beats, the statistics and the live board are
/// those of the reference model. A failure names its seed: the same seed makes the same sequence.
/// </summary>
public sealed class EngineAgainstModelTests(PostgresFixture postgres)
{
    private const int Steps = 120;

    private static readonly (int Seconds, UptimeWindow Window, string Table)[] Sizes =
    [
        (60, UptimeWindow.Day, "stat_minutely"), (3600, UptimeWindow.Week, "stat_hourly"), (86_400, UptimeWindow.Year, "stat_daily"),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_engine_does_what_the_model_does(int seed)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var run = new Run(await EngineRig.StartAsync(database.DataSource), new Random(seed));
        await run.PrepareAsync();
        for (var step = 0; step < Steps; step++)
        {
            await run.StepAsync();
            run.CompareBoard($"seed {seed}, step {step}: {run.Last}");
            if (step % 10 == 9)
            {
                await run.CompareDatabaseAsync($"seed {seed}, step {step}: {run.Last}");
            }
        }

        await run.CompareDatabaseAsync($"seed {seed}, at the end");
        await run.Rig.DisposeAsync();
    }

    private sealed class Run(EngineRig rig, Random random)
    {
        private readonly List<(Monitor Monitor, ReferenceModel Model)> _pairs = [];
        private bool _maintenance;

        public EngineRig Rig { get; private set; } = rig;

        public string Last { get; private set; } = "nothing";

        public async Task PrepareAsync()
        {
            foreach (var type in new[] { "http", "push" })
            {
                var monitor = await Rig.AddAsync(type, settings => settings with { MaxRetries = random.Next(3), ResendInterval = random.Next(3) });
                await Rig.NotifyAsync(monitor);
                _pairs.Add((monitor, ModelOf(monitor)));
            }
        }

        public async Task StepAsync()
        {
            var (monitor, model) = _pairs[random.Next(_pairs.Count)];
            switch (random.Next(100))
            {
                case < 55:
                    await BeatAsync(monitor, model);
                    break;
                case < 75:
                    Rig.Time.Advance(Pause());
                    Last = $"time goes on to {Rig.Time.GetUtcNow():O}";
                    break;
                case < 81:
                    Edit(monitor, model);
                    break;
                case < 85:
                    _maintenance = !_maintenance;
                    Rig.Calendar.IsUnderMaintenance(default).ReturnsForAnyArgs(_maintenance);
                    Last = $"maintenance {_maintenance}";
                    break;
                case < 90:
                    await PauseInFlightAsync(monitor);
                    break;
                case < 94:
                    await RestartAsync();
                    Last = "restart";
                    break;
                case < 96:
                    await Rig.Eraser.ClearEventsAsync(monitor.Id);
                    model.ClearEvents();
                    Last = $"clear events of {monitor.Settings.Type}";
                    break;
                case < 98:
                    await Rig.Eraser.ClearHeartbeatsAsync([monitor.Id]);
                    model.ClearHeartbeats();
                    Last = $"clear heartbeats of {monitor.Settings.Type}";
                    break;
                default:
                    await Rig.Eraser.ClearAllAsync([.. _pairs.Select(pair => pair.Monitor.Id)]);
                    _pairs.ForEach(pair => pair.Model.ClearHeartbeats());
                    Last = "clear statistics";
                    break;
            }
        }

        public void CompareBoard(string where)
        {
            foreach (var (monitor, model) in _pairs)
            {
                Rig.Board.Recent(monitor.Id).Select(Row).ShouldBe(model.Rows.TakeLast(100), where);
                foreach (var (seconds, window, _) in Sizes)
                {
                    ShouldAgree(Rig.Board.Uptime(monitor.Id, window), model.Figure(seconds, window.Count, Rig.Time.GetUtcNow()), where);
                    var current = Rig.Time.GetUtcNow().ToUnixTimeSeconds() / seconds;
                    Rig.Board.Buckets(monitor.Id, window).Select(Rounded).ShouldBe(
                        model.Buckets(seconds).Values.Reverse().Where(bucket => bucket.Start / seconds > current - window.Count).Select(Rounded), where);
                }
            }
        }

        public async Task CompareDatabaseAsync(string where)
        {
            await using var connection = await Rig.Database.OpenConnectionAsync();
            foreach (var (monitor, model) in _pairs)
            {
                var id = monitor.Id.Value;
                var rows = await connection.QueryAsync<(DateTime Time, short Status, string? Msg, double? Ping, bool Important, int Retries, int DownCount)>(
                    "select time, status, msg, ping, important, retries, down_count from heartbeat where monitor_id = @id order by id", new { id });
                rows.Select(row => new ReferenceModel.Row(
                        new DateTimeOffset(row.Time), (HeartbeatStatus)row.Status, row.Msg, row.Ping, row.Important, row.Retries, row.DownCount))
                    .ShouldBe(model.Rows, where);
                foreach (var (seconds, _, table) in Sizes)
                {
                    var buckets = await connection.QueryAsync<(long Start, int Up, int Down, int Maintenance, double Ping, double Min, double Max)>(
                        $"select extract(epoch from bucket)::bigint, up, down, maintenance, ping, ping_min, ping_max from {table} where monitor_id = @id order by 1",
                        new { id });
                    var oldest = Rig.Time.GetUtcNow().ToUnixTimeSeconds() - (seconds == 60 ? 86_400 : int.MaxValue);
                    buckets.Where(row => row.Start > oldest)
                        .Select(row => Rounded(new UptimeBucket(row.Start, row.Up, row.Down, row.Maintenance, row.Ping, row.Min, row.Max)))
                        .ShouldBe(model.Buckets(seconds).Values.Where(bucket => bucket.Start > oldest).Select(Rounded), where);
                }

                (await connection.QuerySingleAsync<int>("select count(*)::integer from notification_outbox where monitor_id = @id", new { id }))
                    .ShouldBe(model.Notices, where);
            }
        }

        private static ReferenceModel ModelOf(Monitor monitor) => new()
        {
            MaxRetries = monitor.Settings.MaxRetries,
            ResendInterval = monitor.Settings.ResendInterval,
            UpsideDown = monitor.Settings.UpsideDown,
        };

        private static ReferenceModel.Row Row(Heartbeat beat) => new(
            beat.Time, beat.Status, beat.Message, beat.Ping, beat.Important, beat.Retries, beat.DownCount);

        // The order of additions differs; the last digits may, too.
        private static UptimeBucket Rounded(UptimeBucket bucket) => bucket with { AveragePing = Math.Round(bucket.AveragePing, 6) };

        private static void ShouldAgree(UptimeFigure seen, UptimeFigure expected, string where)
        {
            seen.Uptime.ShouldBe(expected.Uptime, 1e-9, where);
            (seen.AveragePing is null).ShouldBe(expected.AveragePing is null, where);
            (seen.AveragePing ?? 0).ShouldBe(expected.AveragePing ?? 0, 1e-6, where);
        }

        private TimeSpan Pause() => random.Next(10) switch
        {
            < 5 => TimeSpan.FromMilliseconds(random.Next(1, 30_000)),
            < 8 => TimeSpan.FromMinutes(random.Next(1, 90)),
            _ => TimeSpan.FromHours(random.Next(1, 30)),
        };

        private async Task RestartAsync()
        {
            Rig = await Rig.RestartAsync();
            foreach (var (monitor, model) in _pairs)
            {
                // The sequence decides when there is a beat, not the schedule.
                await Rig.Engine.StopAsync(monitor.Id, CancellationToken.None);
                model.Restart();
            }
        }

        private async Task BeatAsync(Monitor monitor, ReferenceModel model)
        {
            var (passed, now) = (random.Next(3) > 0, Rig.Time.GetUtcNow());
            now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
            if (monitor.Settings.Type is "push")
            {
                Last = $"push {passed}";
                model.Push(now, _maintenance, passed, "OK");
                await Rig.Recorder.Record(monitor, generation: null, previous => PushPolicy.Receive(
                    monitor.Id, monitor.Settings, previous, passed, "OK", ping: null, _maintenance, now))!.Committed;
                return;
            }

            double? ping = random.Next(5) > 0 ? random.Next(0, 500) : null;
            Last = $"check {passed} {ping}";
            model.Check(now, _maintenance, passed, passed ? "200 - OK" : "refused", ping);
            await Rig.BeatAsync(monitor, passed ? CheckOutcome.Up("200 - OK", ping) : CheckOutcome.Failed("refused", ping));
        }

        private void Edit(Monitor monitor, ReferenceModel model)
        {
            (model.MaxRetries, model.ResendInterval, model.UpsideDown) = (random.Next(4), random.Next(3), random.Next(4) == 0);
            monitor.Edit(monitor.Settings with { MaxRetries = model.MaxRetries, ResendInterval = model.ResendInterval, UpsideDown = model.UpsideDown });
            Last = $"edit {model.MaxRetries} {model.ResendInterval} {model.UpsideDown}";
        }

        /// <summary>A check that is in flight while its monitor is paused makes no beat.</summary>
        private async Task PauseInFlightAsync(Monitor monitor)
        {
            Last = "pause in flight";
            if (monitor.Settings.Type is "push" || _maintenance)
            {
                return;
            }

            var answer = new TaskCompletionSource<CheckOutcome>();
            Rig.Runner.Answer = (_, _) => answer.Task;
            var beat = Rig.Beating.BeatAsync(monitor, Rig.States.Of(monitor.Id).NewGeneration(), Rig.Time.GetTimestamp(), CancellationToken.None);
            await Rig.Engine.StopAsync(monitor.Id, CancellationToken.None);
            answer.SetResult(CheckOutcome.Failed("too late"));
            (await beat).ShouldBeNull();
        }
    }
}
