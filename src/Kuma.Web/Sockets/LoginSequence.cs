using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Web.Contracts;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>A list that a client gets when it signs in, and again when it changes.</summary>
internal interface ILoginList
{
    /// <summary>Its place among the others, as recorded from the original.</summary>
    int Order { get; }

    /// <summary>True when it is sent again after the settings changed.</summary>
    bool FollowsSettings => false;

    /// <summary>Sends the list to the user's room (or to the caller alone, where the wire says so).</summary>
    Task SendAsync(ClientSession session, UserId user, CancellationToken cancellationToken);
}

/// <summary>
/// What follows a successful sign-in, in the order that clients rely on: the room, the monitors, the other lists, per monitor its beats and
/// statistics, and only then the acknowledgement.
/// </summary>
internal sealed partial class LoginSequence(
    ClientFeed feed, IEnumerable<ILoginList> lists, IMonitorDirectory directory, ILiveBoard board, ISettingStore settings, ILogger<LoginSequence> logger)
{
    private const int FlushEvery = 16;

    private readonly ILoginList[] _lists = [.. lists.OrderBy(list => list.Order)];

    public async Task RunAsync(ClientSession session, UserId user, CancellationToken cancellationToken)
    {
        await session.SignInAsync(user);
        await feed.MonitorListAsync(session, user, cancellationToken);
        await ListsAsync(session, user, cancellationToken);
        await HistoriesAsync(session, directory.OwnedBy(user).Select(monitor => monitor.Id), cancellationToken);
        if (!await settings.IsOnAsync(SettingKeys.InitServerTimezone, cancellationToken))
        {
            await session.Socket.EmitAsync(ServerEvents.InitServerTimezone);
        }
    }

    /// <summary>The lists beside the monitors.</summary>
    public async Task ListsAsync(ClientSession session, UserId user, CancellationToken cancellationToken)
    {
        foreach (var list in _lists)
        {
            try
            {
                await list.SendAsync(session, user, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.ListNotSent(logger, list.GetType().Name, e); // One that fails does not hold up the others.
            }
        }
    }

    /// <summary>Beats and figures of monitors.</summary>
    public Task HistoriesAsync(ClientSession session, IEnumerable<MonitorId> monitors, CancellationToken cancellationToken) =>
        session.IsLean
            ? feed.HistoriesAsync(session, monitors, cancellationToken)
            : FullHistoriesAsync(session, monitors, cancellationToken);

    private async Task FullHistoriesAsync(ClientSession session, IEnumerable<MonitorId> monitors, CancellationToken cancellationToken)
    {
        var rows = new BeatRows();
        var unflushed = 0;
        foreach (var monitor in monitors)
        {
            // The original names the monitor by text here and by number later.
            var id = monitor.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await session.Socket.EmitAsync(ServerEvents.HeartbeatList, id, new RawJson(rows.Write(board.Recent(monitor))), false);
            await feed.StatisticsAsync(session.Socket, monitor);
            if (++unflushed == FlushEvery)
            {
                // At the client's pace: the lists of 10,000 monitors would be hundreds of megabytes in its queue.
                await session.Socket.FlushAsync(cancellationToken);
                unflushed = 0;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3020, Level = LogLevel.Error, Message = "The list {List} could not be sent at sign-in.")]
        public static partial void ListNotSent(ILogger logger, string list, Exception exception);
    }
}
