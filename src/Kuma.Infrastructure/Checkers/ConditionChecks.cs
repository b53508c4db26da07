using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors.Conditions;

namespace Kuma.Infrastructure.Checkers;

/// <summary>Conditions for checkers: <c>if (!MonitorConditions.Parse(settings.Conditions).AreMet(("record", record)))</c>.</summary>
internal static class ConditionChecks
{
    /// <summary>True as well when the monitor has no conditions.</summary>
    /// <exception cref="CheckFailedException">They cannot be judged; the message says why.</exception>
    public static bool AreMet(this MonitorConditions conditions, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var verdict = conditions.Judge(variables);
        return verdict.Error is null ? verdict.Holds : throw new CheckFailedException(verdict.Error);
    }
}
