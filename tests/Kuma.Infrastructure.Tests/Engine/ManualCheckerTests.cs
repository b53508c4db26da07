using Kuma.Domain.Heartbeats;
using Kuma.Infrastructure.Engine;
using Kuma.Testing;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Engine;

public sealed class ManualCheckerTests
{
    [Theory]
    [InlineData(null, HeartbeatStatus.Pending, "Manual monitoring - No status set")]
    [InlineData(0, HeartbeatStatus.Down, "Down")]
    [InlineData(1, HeartbeatStatus.Up, "Up")]
    [InlineData(2, HeartbeatStatus.Pending, "Pending")]
    [InlineData(3, HeartbeatStatus.Maintenance, "Pending")]
    public async Task It_is_what_its_owner_says_without_retries(int? set, HeartbeatStatus status, string message)
    {
        Monitor monitor = A.Monitor("manual").With(settings => settings with { ManualStatus = set, MaxRetries = 3 });

        var outcome = await new ManualChecker().CheckAsync(monitor, CancellationToken.None);

        (outcome.Status, outcome.IsError, outcome.Message).ShouldBe((status, false, message));
    }
}
