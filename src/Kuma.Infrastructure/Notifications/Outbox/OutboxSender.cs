using System.Threading.Channels;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.Notifications.Outbox;

/// <summary>
/// Sends what is owed: claims due rows, some at once, and starts over when one is done, when a beat that may have made rows was committed, or
/// after a moment. Several nodes may do so on one database.
/// </summary>
internal sealed partial class OutboxSender(
    OutboxStore store,
    OutboxTargets targets,
    OutboxDelivery delivery,
    IBeatFeed feed,
    NotificationOptions options,
    TimeProvider time,
    ILogger<OutboxSender> logger) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    // One waiting wake-up says as much as many: when it is full, the next one is dropped.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HashSet<Task> _running = [];
    private long _swept;
    private bool _isAway;

    /// <summary>Says that there may be something to send.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(notice =>
        {
            if (notice.Beat.Important || notice.Beat.Status == HeartbeatStatus.Down)
            {
                Wake();
            }
        });
        using var cut = new CancellationTokenSource();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await RoundAsync(cut.Token, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop; what runs is ended below.
        }

        cut.CancelAfter(options.StopLimit);
        await Task.WhenAll(_running);
    }

    private async Task RoundAsync(CancellationToken cut, CancellationToken stopping)
    {
        var claimed = 0;
        try
        {
            await SweepAsync(stopping);
            claimed = await ClaimAsync(cut, stopping);
            _isAway = false;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            if (!_isAway)
            {
                _isAway = true;
                Log.NotReadable(logger, e);
            }
        }

        if (claimed == 0 || _running.Count >= options.Parallel)
        {
            await WaitAsync(stopping);
        }

        _running.RemoveWhere(task => task.IsCompleted);
    }

    private async Task<int> ClaimAsync(CancellationToken cut, CancellationToken stopping)
    {
        var free = options.Parallel - _running.Count;
        if (free <= 0)
        {
            return 0;
        }

        var rows = await store.ClaimAsync(free, options.ParallelPerTarget, targets.Busy(), stopping);
        foreach (var row in rows)
        {
            _running.Add(RunAsync(row, cut));
        }

        return rows.Count;
    }

    private async Task RunAsync(OutboxRow row, CancellationToken cut)
    {
        var target = targets.Of(row.NotificationId);
        target.Enter();
        try
        {
            // Providers may compute before they wait (templates, signatures); the loop goes on meanwhile.
            await Task.Yield();
            await delivery.RunAsync(row, cut);
        }
        finally
        {
            target.Leave();
            Wake();
        }
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        using var pause = new CancellationTokenSource(options.Poll, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, stopping);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // The pause is over.
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        if (_swept != 0 && time.GetElapsedTime(_swept) < SweepEvery)
        {
            return;
        }

        var dropped = await store.SweepAsync(stopping);
        _swept = time.GetTimestamp();
        if (dropped > 0)
        {
            Log.TooOld(logger, dropped, options.MaxAge.TotalHours);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2211, LogLevel.Warning, "{Count} notifications were not sent within {Hours:0} hours and are dropped")]
        public static partial void TooOld(ILogger logger, int count, double hours);

        [LoggerMessage(2212, LogLevel.Warning, "The outbox cannot be read; notifications wait until it can")]
        public static partial void NotReadable(ILogger logger, Exception exception);
    }
}
