using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers.Targets;

/// <summary>One check, as short as it can be said.</summary>
internal static class CheckerExtensions
{
    public static Task<CheckOutcome> CheckAsync(this IChecker checker, Func<MonitorSettings, MonitorSettings> settings) =>
        checker.CheckAsync(A.Monitor(checker.Type).With(settings), TestContext.Current.CancellationToken);

    /// <summary>The message of a check that must fail, within ten seconds.</summary>
    public static async Task<string> FailureAsync(this IChecker checker, Func<MonitorSettings, MonitorSettings> settings) =>
        (await checker.RefusalAsync(settings)).Message;

    /// <summary>The failure of a check that must fail, within ten seconds.</summary>
    public static Task<CheckFailedException> RefusalAsync(this IChecker checker, Func<MonitorSettings, MonitorSettings> settings) =>
        Should.ThrowAsync<CheckFailedException>(checker.CheckAsync(settings).WaitAsync(TimeSpan.FromSeconds(10)));

    /// <summary>The engine's deadline ends the check at once.</summary>
    public static async Task ShouldEndWithTheTokenAsync(this IChecker checker, Func<MonitorSettings, MonitorSettings> settings)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Should.ThrowAsync<OperationCanceledException>(
            checker.CheckAsync(A.Monitor(checker.Type).With(settings), stop.Token).WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None));
    }
}
