using System.Globalization;
using System.Security.Cryptography;
using Kuma.Application.Notifications;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Kuma.Infrastructure.Notifications.Outbox;

/// <summary>One attempt at one row, and what becomes of the row.</summary>
internal sealed partial class OutboxDelivery(
    OutboxStore store, OutboxTargets targets, NotificationSender sender, NotificationOptions options, TimeProvider time, ILogger<OutboxDelivery> logger)
{
    private const int RecordAttempts = 5;

    /// <summary>Sends a claimed row; never throws.</summary>
    public async Task RunAsync(OutboxRow row, CancellationToken stopping)
    {
        try
        {
            await SendAsync(row, stopping);
        }
        catch (Exception e)
        {
            // The lease runs out, then the row is tried again.
            Log.NotRecorded(logger, e, row.NotificationName);
        }
    }

    private async Task SendAsync(OutboxRow row, CancellationToken stopping)
    {
        try
        {
            var message = new NotificationMessage(store.Settings(row), row.Message, row.Monitor, row.Heartbeat);
            await targets.Of(row.NotificationId).Pipeline.ExecuteAsync(
                async token => await sender.DeliverAsync(message, token), stopping);
            await RecordAsync(() => store.DeliveredAsync(row.Id, CancellationToken.None));
            Log.Delivered(logger, row.NotificationName, row.MonitorId);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await store.PutBackAsync(row.Id, TimeSpan.Zero, CancellationToken.None);
        }
        catch (BrokenCircuitException)
        {
            await RecordAsync(() => store.PutBackAsync(row.Id, options.Break, CancellationToken.None));
        }
        catch (TimeoutRejectedException)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"timeout of {options.Deadline.TotalMilliseconds:0}ms exceeded");
            await FailAsync(row, new NotificationFailedException(text) { IsTransient = true });
        }
        catch (NotificationFailedException e)
        {
            await FailAsync(row, e);
        }
        catch (CryptographicException e)
        {
            await GiveUpAsync(row, "its settings were encrypted with keys that this installation does not have", e);
        }
        catch (Exception e) when (e is not NpgsqlException)
        {
            // A provider's bug must not hold up the messages of other targets.
            await GiveUpAsync(row, e.Message, e);
        }
    }

    private async Task FailAsync(OutboxRow row, NotificationFailedException failure)
    {
        if (!failure.IsTransient || row.Attempts > options.Pauses.Count)
        {
            await GiveUpAsync(row, failure.Message, failure.InnerException);
            return;
        }

        var pause = options.Pauses[row.Attempts - 1];
        if (failure.RetryAfter is { } asked && asked > pause)
        {
            pause = asked < TimeSpan.FromHours(1) ? asked : TimeSpan.FromHours(1);
        }

        // Not all at once: the rows of an outage would otherwise come back together.
        pause *= 1 + (Random.Shared.NextDouble() * 0.2);
        Log.Failed(logger, row.NotificationName, failure.Message, row.Attempts, pause.TotalSeconds);
        await RecordAsync(() => store.FailedAsync(row.Id, failure.Message, pause, CancellationToken.None));
    }

    private async Task GiveUpAsync(OutboxRow row, string why, Exception? cause)
    {
        Log.GivenUp(logger, cause, row.NotificationName, row.MonitorId, why, row.Attempts);
        await RecordAsync(() => store.GivenUpAsync(row.Id, why, CancellationToken.None));
    }

    /// <summary>What happened has to be written down; the database may be away for a moment.</summary>
    private async Task RecordAsync(Func<Task> record)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await record();
                return;
            }
            catch (NpgsqlException e) when (e.IsTransient && attempt < RecordAttempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, CancellationToken.None);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Debug, "Notification {Name}: delivered for monitor {MonitorId}")]
        public static partial void Delivered(ILogger logger, string name, int? monitorId);

        [LoggerMessage(2202, LogLevel.Warning, "Cannot send notification to {Name}: {Why} (attempt {Attempt}, the next in {Pause:0} s)")]
        public static partial void Failed(ILogger logger, string name, string why, int attempt, double pause);

        [LoggerMessage(2203, LogLevel.Error, "Cannot send notification to {Name} for monitor {MonitorId}, giving up after {Attempt} attempts: {Why}")]
        public static partial void GivenUp(ILogger logger, Exception? cause, string name, int? monitorId, string why, int attempt);

        [LoggerMessage(2204, LogLevel.Error, "Notification {Name}: the outcome could not be written down; the message may be sent again")]
        public static partial void NotRecorded(ILogger logger, Exception exception, string name);
    }
}
