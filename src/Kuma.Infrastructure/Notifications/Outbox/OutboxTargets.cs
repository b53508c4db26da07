using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Kuma.Infrastructure.Notifications.Outbox;

/// <summary>
/// Per notification: how many deliveries run, and the pipeline that they run through. A deadline over all; quick repetitions when the target
/// certainly got nothing; a breaker, so that a dead target does not take the places of those that live.
/// </summary>
internal sealed class OutboxTargets(NotificationOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<int, Target> _targets = new();

    public Target Of(int notificationId) => _targets.GetOrAdd(notificationId, _ => new Target(options, time));

    /// <summary>Those that can take no more for now.</summary>
    public int[] Busy() =>
        [.. _targets.Where(pair => pair.Value.InFlight >= options.ParallelPerTarget || pair.Value.IsBroken).Select(pair => pair.Key)];

    internal sealed class Target
    {
        private readonly CircuitBreakerStateProvider _breaker = new();
        private int _inFlight;

        public Target(NotificationOptions options, TimeProvider time)
        {
            Pipeline = new ResiliencePipelineBuilder<string> { TimeProvider = time }
                .AddTimeout(options.Deadline)
                .AddCircuitBreaker(new CircuitBreakerStrategyOptions<string>
                {
                    ShouldHandle = static failure => new(failure.Outcome.Exception is NotificationFailedException { IsTransient: true }),
                    FailureRatio = 0.8,
                    MinimumThroughput = 4,
                    SamplingDuration = TimeSpan.FromMinutes(1),
                    BreakDuration = options.Break,
                    StateProvider = _breaker,
                })
                .AddRetry(new RetryStrategyOptions<string>
                {
                    ShouldHandle = static failure => new(
                        failure.Outcome.Exception is NotificationFailedException { IsTransient: true, MayHaveArrived: false, RetryAfter: null }),
                    MaxRetryAttempts = 2,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = options.QuickPause,
                    UseJitter = true,
                })
                .Build();
        }

        public ResiliencePipeline<string> Pipeline { get; }

        public int InFlight => Volatile.Read(ref _inFlight);

        public bool IsBroken => _breaker.CircuitState is CircuitState.Open or CircuitState.Isolated;

        public void Enter() => Interlocked.Increment(ref _inFlight);

        public void Leave() => Interlocked.Decrement(ref _inFlight);
    }
}
