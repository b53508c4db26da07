using System.Collections.Concurrent;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Engine;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>Checks that find what the test says; at first everything is UP.</summary>
internal sealed class ScriptedRunner : ICheckRunner
{
    private readonly ConcurrentDictionary<MonitorId, int> _checks = new();

    public Func<Monitor, CancellationToken, Task<CheckOutcome>> Answer { get; set; } = (_, _) => Task.FromResult(CheckOutcome.Up("OK", 1));

    public int ChecksOf(MonitorId id) => _checks.GetValueOrDefault(id);

    public CheckWeight WeightOf(string type) => CheckWeight.Socket;

    public Task<CheckOutcome> RunAsync(Monitor monitor, CancellationToken stopping)
    {
        _checks.AddOrUpdate(monitor.Id, 1, (_, count) => count + 1);
        return Answer(monitor, stopping);
    }
}
