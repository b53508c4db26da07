using SocketIO.Core.Fuzz;

namespace SocketIO.Core.Tests.Hostile;

/// <summary>A short run of each fuzz target; long ones are started by hand (see <c>tests/SocketIO.Core.Fuzz</c>).</summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData("packets")]
    [InlineData("payloads")]
    [InlineData("frames")]
    public async Task Mutated_input_finds_nothing(string name)
    {
        var target = Targets.All.Single(target => target.Name == name);

        var report = await Fuzzer.RunAsync(target, TimeSpan.FromSeconds(3), Environment.TickCount);

        report.Failure.ShouldBeNull(report.Failure);
        report.Executions.ShouldBeGreaterThan(1000);
    }
}
