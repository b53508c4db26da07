using BenchmarkDotNet.Attributes;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Certificates;
using Kuma.Infrastructure.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Benchmarks;

/// <summary>One round of 5,000 monitors through the scheduler, with checks that do nothing and a log that takes everything.</summary>
[MemoryDiagnoser]
public class SchedulerBenchmarks
{
    private const int Monitors = 5_000;

    private readonly FakeTimeProvider _time = new(Samples.Start);
    private readonly CountingLog _log = new();
    private SchedulerRig _rig = null!;

    [GlobalSetup]
    public void Start() => _rig = new SchedulerRig([.. Enumerable.Range(1, Monitors).Select(id => Samples.Monitor(id))], _log, _time);

    [GlobalCleanup]
    public void Stop() => _rig.Dispose();

    [Benchmark(OperationsPerInvoke = Monitors, Description = "schedule, decide, hand over")]
    public async Task RoundAsync()
    {
        var round = _log.Expect(Monitors);

        // Started anew instead of waiting for the clock: whether the loop has set its timer yet when the test's clock moves is chance.
        _time.Advance(TimeSpan.FromSeconds(20));
        _rig.Restart();
        await round;
    }

    private sealed class CountingLog : IBeatLog
    {
        private int _left;
        private TaskCompletionSource _done = new();

        public Task Expect(int beats)
        {
            (_left, _done) = (beats, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _done.Task;
        }

        public Task WriteAsync(BeatRecord record, CancellationToken cancellationToken)
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _done.TrySetResult();
            }

            return Task.CompletedTask;
        }

        public Task ClearEventsAsync(Domain.Common.MonitorId id) => Task.CompletedTask;

        public Task ClearHeartbeatsAsync(IReadOnlyCollection<Domain.Common.MonitorId> ids) => Task.CompletedTask;

        public Task ClearAllAsync() => Task.CompletedTask;
    }

    private sealed class Checks : ICheckRunner
    {
        private static readonly Task<CheckOutcome> Outcome = Task.FromResult(CheckOutcome.Up("200 - OK", 12));

        public CheckWeight WeightOf(string type) => CheckWeight.Socket;

        public Task<CheckOutcome> RunAsync(Monitor monitor, CancellationToken stopping) => Outcome;
    }

    private sealed class SchedulerRig : IDisposable
    {
        private readonly EngineMetrics _metrics = new();
        private readonly CheckGates _gates = new(new EngineOptions());
        private readonly BeatStates _states;
        private readonly Scheduler _scheduler;
        private readonly Monitor[] _monitors;

        public SchedulerRig(Monitor[] monitors, IBeatLog log, TimeProvider time)
        {
            var calendar = new Samples.Calendar();
            _states = new BeatStates(time);
            var beating = new Beating(
                new Checks(), _gates, new BeatRecorder(_states, log), _states, new LiveBoard(time, calendar), NoCertificates(time), calendar, _metrics, time,
                NullLogger<Beating>.Instance);
            _scheduler = new Scheduler(new Samples.Directory(monitors), _states, beating, _metrics, time, NullLogger<Scheduler>.Instance);
            _monitors = monitors;
            _scheduler.Start();
        }

        /// <summary>Makes every monitor due now; what was scheduled before falls out of the queue.</summary>
        public void Restart()
        {
            foreach (var monitor in _monitors)
            {
                _scheduler.Schedule(monitor.Id, TimeSpan.Zero);
            }
        }

        private static CertificateNotices NoCertificates(TimeProvider time) =>
            new(database: null!, settings: null!, new TrustedRoots(), time, NullLogger<CertificateNotices>.Instance);

        public void Dispose()
        {
            _scheduler.Dispose();
            _states.Dispose();
            _gates.Dispose();
            _metrics.Dispose();
        }
    }
}
