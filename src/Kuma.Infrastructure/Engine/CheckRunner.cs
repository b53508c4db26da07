using System.Collections.Frozen;
using System.Globalization;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Microsoft.Extensions.Logging;

namespace Kuma.Infrastructure.Engine;

/// <summary>Runs one check so that nothing it does can hurt the engine.</summary>
internal interface ICheckRunner
{
    CheckWeight WeightOf(string type);

    /// <summary>Makes the check; whatever it does, an outcome comes of it within the deadline.</summary>
    /// <exception cref="OperationCanceledException">The program stops.</exception>
    Task<CheckOutcome> RunAsync(Monitor monitor, CancellationToken stopping);
}

/// <summary>Finds the checker by type, holds it to a deadline, and turns all it may throw into a failed outcome with a clear sentence.</summary>
internal sealed partial class CheckRunner(
    IEnumerable<IChecker> checkers, EngineOptions options, EngineMetrics metrics, TimeProvider time, ILogger<CheckRunner> logger) : ICheckRunner
{
    private readonly FrozenDictionary<string, IChecker> _checkers = checkers
        .GroupBy(checker => checker.Type, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);

    public CheckWeight WeightOf(string type) => _checkers.TryGetValue(type, out var checker) ? checker.Weight : CheckWeight.Socket;

    public async Task<CheckOutcome> RunAsync(Monitor monitor, CancellationToken stopping)
    {
        var type = monitor.Settings.Type;
        if (!_checkers.TryGetValue(type, out var checker))
        {
            return CheckOutcome.Failed("Unknown Monitor Type");
        }

        var start = time.GetTimestamp();
        metrics.Enter(type);
        try
        {
            var outcome = await HoldToDeadlineAsync(checker, monitor, stopping);
            return Complete(outcome, type, time.GetElapsedTime(start));
        }
        finally
        {
            metrics.Leave(type);
        }
    }

    private static CheckOutcome Complete(CheckOutcome outcome, string type, TimeSpan elapsed)
    {
        if (outcome.IsError)
        {
            return outcome;
        }

        if (outcome.Status == HeartbeatStatus.Down && type is not MonitorTypes.Manual and not MonitorTypes.Group)
        {
            const string Wrong = "The monitor implementation is incorrect, non-UP error must throw error inside check()";
            return outcome with { IsError = true, Message = outcome.Message ?? Wrong };
        }

        // Docker checks tell no ping, as in the original.
        return outcome.Ping is null && type is not MonitorTypes.Docker ? outcome with { Ping = Math.Round(elapsed.TotalMilliseconds) } : outcome;
    }

    private async Task<CheckOutcome> HoldToDeadlineAsync(IChecker checker, Monitor monitor, CancellationToken stopping)
    {
        var deadline = checker.LimitOf(monitor.Settings) is var own && own > options.MinDeadline ? own : options.MinDeadline;
        deadline += options.DeadlineSlack;
        using var late = new CancellationTokenSource(deadline, time);
        var linked = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);

        // On the pool: a checker that blocks its thread must not block the scheduler's.
        var check = Task.Run(() => checker.CheckAsync(monitor, linked.Token), CancellationToken.None);
        try
        {
            return await check.WaitAsync(deadline + options.AbandonAfter, time, stopping);
        }
        catch (TimeoutException) when (!check.IsCompleted)
        {
            metrics.ChecksAbandoned.Add(1, EngineMetrics.Type(checker.Type));
            Log.Abandoned(logger, monitor.Id.Value, checker.Type);
            return CheckOutcome.Failed(string.Create(
                CultureInfo.InvariantCulture, $"The check did not end within {(deadline + options.AbandonAfter).TotalSeconds:0.#} s and was abandoned"));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return CheckOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"The check did not end within {deadline.TotalSeconds:0.#} s"));
        }
        catch (CheckFailedException e)
        {
            return CheckOutcome.Failed(e.Message, e.Ping) with { Response = e.Response, Tls = e.Tls };
        }
        catch (OutOfMemoryException e)
        {
            Log.OutOfMemory(logger, e, monitor.Id.Value, checker.Type);
            return CheckOutcome.Failed("Kuma has not enough memory for this check");
        }
        catch (Exception e)
        {
            Log.Threw(logger, e, monitor.Id.Value, checker.Type);
            return CheckOutcome.Failed(string.IsNullOrWhiteSpace(e.Message) ? $"The check failed with {e.GetType().Name}" : e.Message);
        }
        finally
        {
            Release(linked, check);
        }
    }

    /// <summary>The token source must outlive a check that was abandoned.</summary>
    private static void Release(CancellationTokenSource linked, Task check)
    {
        if (check.IsCompleted)
        {
            linked.Dispose();
            return;
        }

        _ = check.ContinueWith(
            static (done, state) =>
            {
                _ = done.Exception;
                ((CancellationTokenSource)state!).Dispose();
            },
            linked,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Error, "Monitor {MonitorId}: the {Type} check does not return; it is abandoned")]
        public static partial void Abandoned(ILogger logger, int monitorId, string type);

        [LoggerMessage(1102, LogLevel.Warning, "Monitor {MonitorId}: the {Type} check threw")]
        public static partial void Threw(ILogger logger, Exception exception, int monitorId, string type);

        [LoggerMessage(1103, LogLevel.Error, "Monitor {MonitorId}: there is not enough memory for the {Type} check")]
        public static partial void OutOfMemory(ILogger logger, Exception exception, int monitorId, string type);
    }
}
