using Kuma.Application.Common;
using Kuma.Application.Maintenance;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Heartbeats;
using MediatR;

namespace Kuma.Application.Heartbeats;

/// <summary>Takes a report of a push monitor; the answer comes when the beat is stored.</summary>
/// <param name="Actor">Whoever knows the token.</param>
/// <param name="Token">The monitor's push token, as it is in the path.</param>
/// <param name="Status">Exactly <c>up</c> (or missing) means UP, anything else DOWN.</param>
/// <param name="Message">The caller's words; missing or empty becomes <c>OK</c>.</param>
/// <param name="Ping">Milliseconds as text; what is not a number, or 0, counts as none.</param>
[AllowAnonymous]
public sealed record RecordPush(Actor Actor, string Token, string? Status, string? Message, string? Ping) : ICommand;

internal sealed class RecordPushHandler(IMonitorDirectory monitors, IMaintenanceCalendar maintenance, BeatRecorder recorder, TimeProvider time)
    : IRequestHandler<RecordPush, Result>
{
    public async Task<Result> Handle(RecordPush command, CancellationToken cancellationToken)
    {
        if (!PushPing.TryParse(command.Ping, out var ping))
        {
            return HeartbeatErrors.InvalidPing;
        }

        if (monitors.FindByPushToken(command.Token) is not { Active: true } monitor)
        {
            return HeartbeatErrors.UnknownToken;
        }

        var reportedUp = command.Status is null or "" or "up";
        var message = string.IsNullOrEmpty(command.Message) ? "OK" : command.Message;
        var underMaintenance = maintenance.IsUnderMaintenance(monitor.Id);

        // The time is taken under the monitor's lock, so that beats are stored in the order of their times.
        var recorded = recorder.Record(monitor, generation: null, previous => PushPolicy.Receive(
            monitor.Id, monitor.Settings, previous, reportedUp, message, ping, underMaintenance, BeatClock.Now(time)));
        return recorded is null ? HeartbeatErrors.UnknownToken : await StoredAsync(recorded.Committed);
    }

    private static async Task<Result> StoredAsync(Task committed)
    {
        try
        {
            await committed;
            return Result.Success;
        }
        catch (MonitorGoneException)
        {
            return HeartbeatErrors.UnknownToken;
        }
        catch (BeatLogFullException)
        {
            return HeartbeatErrors.NotWritable;
        }
    }
}
