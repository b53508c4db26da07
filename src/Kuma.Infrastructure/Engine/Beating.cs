using Kuma.Application.Heartbeats;
using Kuma.Application.Maintenance;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Certificates;
using Kuma.Infrastructure.Heartbeats;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.Engine;

/// <summary>One beat of the engine's own: maintenance, a look at a push monitor's clock, or a check; then the rules and the log.</summary>
internal sealed partial class Beating(
    ICheckRunner runner,
    CheckGates gates,
    BeatRecorder recorder,
    BeatStates states,
    LiveBoard board,
    CertificateNotices certificates,
    IMaintenanceCalendar maintenance,
    EngineMetrics metrics,
    TimeProvider time,
    ILogger<Beating> logger)
{
    private static readonly Observation NotChecked = new(HeartbeatStatus.Down, IsError: false, Message: null, Ping: null);

    /// <summary>Makes the beat.</summary>
    /// <returns>When to beat next; <c>null</c> when this life of the monitor is over.</returns>
    public async Task<NextBeat?> BeatAsync(Monitor monitor, int generation, long due, CancellationToken stopping)
    {
        if (maintenance.IsUnderMaintenance(monitor.Id))
        {
            metrics.Started(time.GetElapsedTime(due), time.GetTimestamp());
            return Record(monitor, generation, CheckOutcome.Up(message: null), NotChecked, BeatClock.Now(time), underMaintenance: true);
        }

        if (monitor.Settings.Type == MonitorTypes.Push)
        {
            metrics.Started(time.GetElapsedTime(due), time.GetTimestamp());
            return Look(monitor, generation);
        }

        var gate = gates[runner.WeightOf(monitor.Settings.Type)];
        await gate.WaitAsync(stopping);
        CheckOutcome outcome;
        DateTimeOffset startedAt;
        try
        {
            metrics.Started(time.GetElapsedTime(due), time.GetTimestamp());
            startedAt = BeatClock.Now(time);
            outcome = await runner.RunAsync(monitor, stopping);
        }
        finally
        {
            gate.Release();
        }

        var seen = new Observation(outcome.Status, outcome.IsError, outcome.Message, outcome.Ping)
        {
            Response = BrotliText.Compress(outcome.Response),
        };
        return Record(monitor, generation, outcome, seen, startedAt, underMaintenance: false);
    }

    private NextBeat? Look(Monitor monitor, int generation)
    {
        var wait = TimeSpan.Zero;
        var recorded = recorder.Record(monitor, generation, previous =>
        {
            var now = BeatClock.Now(time);
            var look = PushPolicy.Look(monitor.Settings, previous, states.Of(monitor.Id).Now);
            wait = look.LookAgainAfter;
            return look.Failure is { } failure
                ? BeatPolicy.Decide(monitor.Id, monitor.Settings, previous, failure, underMaintenance: false, now, now)
                : null;
        });
        if (recorded is not null)
        {
            return Next(monitor, recorded);
        }

        // A report came in time; or the monitor was stopped, then the scheduler no longer knows this slot.
        return wait > TimeSpan.Zero ? new NextBeat(wait, FromNow: true) : null;
    }

    private NextBeat? Record(
        Monitor monitor, int generation, CheckOutcome outcome, Observation seen, DateTimeOffset startedAt, bool underMaintenance)
    {
        var endedAt = BeatClock.Now(time);
        var recorded = recorder.Record(
            monitor,
            generation,
            previous => BeatPolicy.Decide(monitor.Id, monitor.Settings, previous, seen, underMaintenance, startedAt, endedAt),
            record => record with { Tls = Changed(monitor, outcome.Tls), DnsResult = outcome.DnsResult });
        if (recorded is null)
        {
            metrics.BeatsDropped.Add(1);
            return null;
        }

        certificates.Saw(monitor, outcome.Tls, recorded.Committed);
        return Next(monitor, recorded);
    }

    private NextBeat Next(Monitor monitor, RecordedBeat recorded)
    {
        if (recorded.Committed.IsFaulted)
        {
            Log.Refused(logger, monitor.Id.Value);
        }

        return new NextBeat(recorded.Decision.Delay, FromNow: false);
    }

    /// <summary>The facts are stored again only when they differ: once a day, or with a new certificate.</summary>
    private TlsFacts? Changed(Monitor monitor, TlsFacts? tls) =>
        tls is not null && string.Equals(board.TlsInfo(monitor.Id), tls.Json, StringComparison.Ordinal) ? null : tls;

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Warning, "Monitor {MonitorId}: a heartbeat is lost, the database has been away too long")]
        public static partial void Refused(ILogger logger, int monitorId);
    }
}

/// <summary>When to beat next, counted from the previous due time or from now.</summary>
internal readonly record struct NextBeat(TimeSpan Delay, bool FromNow);
