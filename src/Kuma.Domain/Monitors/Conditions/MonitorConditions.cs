using System.Text.Json;

namespace Kuma.Domain.Monitors.Conditions;

/// <summary>What a monitor's owner asks of the values that a check finds (spec/monitors.md section 4.6).</summary>
public sealed class MonitorConditions
{
    private readonly ConditionGroup? _root;
    private readonly string? _problem;

    private MonitorConditions(ConditionGroup? root, string? problem) => (_root, _problem) = (root, problem);

    /// <summary>No conditions: the check decides by itself.</summary>
    public static MonitorConditions None { get; } = new(root: null, problem: null);

    /// <summary>True when nothing is asked; <see cref="Judge"/> says yes then.</summary>
    public bool IsEmpty => _root is null && _problem is null;

    /// <summary>Reads the wire's array; what it cannot be made of is told by <see cref="Judge"/>.</summary>
    public static MonitorConditions Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return None;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.Null => None,
                JsonValueKind.Array => root.GetArrayLength() == 0 ? None : new MonitorConditions(ConditionGroup.Of(root, isOr: false), problem: null),
                _ => new MonitorConditions(root: null, "Conditions must be valid JSON: an array is expected"),
            };
        }
        catch (JsonException e)
        {
            return new MonitorConditions(root: null, $"Conditions must be valid JSON: {e.Message}");
        }
    }

    /// <summary>Whether the values are as asked.</summary>
    /// <param name="variables">What the check found, by the names of the wire.</param>
    public ConditionVerdict Judge(params ReadOnlySpan<(string Name, string Value)> variables) =>
        _problem is not null ? ConditionVerdict.Impossible(_problem) : _root?.Judge(variables) ?? ConditionVerdict.Of(holds: true);
}

/// <summary>Whether conditions hold, or why nobody can say.</summary>
/// <param name="Holds">False as well when <paramref name="Error"/> is there.</param>
/// <param name="Error">A sentence for the heartbeat; <c>null</c> when the conditions could be judged.</param>
public readonly record struct ConditionVerdict(bool Holds, string? Error)
{
    internal static ConditionVerdict Of(bool holds) => new(holds, Error: null);

    internal static ConditionVerdict Impossible(string error) => new(Holds: false, error);
}
