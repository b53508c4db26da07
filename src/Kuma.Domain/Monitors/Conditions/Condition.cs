using System.Text.Json;

namespace Kuma.Domain.Monitors.Conditions;

/// <summary>One expression or one group of them.</summary>
/// <param name="IsOr">How it is joined to what stands left of it.</param>
internal abstract record Condition(bool IsOr)
{
    public abstract ConditionVerdict Judge(ReadOnlySpan<(string Name, string Value)> variables);

    protected static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value.ToString() : "";
}

/// <summary>A variable compared with a value.</summary>
internal sealed record ConditionExpression(bool IsOr, string Variable, string Operator, string Value) : Condition(IsOr)
{
    public static ConditionExpression Of(JsonElement json, bool isOr) => new(isOr, Text(json, "variable"), Text(json, "operator"), Text(json, "value"));

    public override ConditionVerdict Judge(ReadOnlySpan<(string Name, string Value)> variables)
    {
        foreach (var (name, value) in variables)
        {
            if (name == Variable)
            {
                return ConditionOperators.Compare(value, Operator, Value) is { } holds
                    ? ConditionVerdict.Of(holds)
                    : ConditionVerdict.Impossible($"Unknown condition operator: {Operator}");
            }
        }

        return ConditionVerdict.Impossible($"Variable missing in context: {Variable}");
    }
}

/// <summary>Conditions that reduce to one: strictly from left to right, no operator binds closer than another.</summary>
internal sealed record ConditionGroup(bool IsOr, IReadOnlyList<Condition> Children) : Condition(IsOr)
{
    /// <summary>Entries of a kind that is not known are dropped.</summary>
    public static ConditionGroup Of(JsonElement children, bool isOr)
    {
        var known = new List<Condition>();
        if (children.ValueKind is JsonValueKind.Array)
        {
            foreach (var child in children.EnumerateArray().Where(child => child.ValueKind is JsonValueKind.Object))
            {
                var joinedByOr = Text(child, "andOr") is "or";
                switch (Text(child, "type"))
                {
                    case "expression":
                        known.Add(ConditionExpression.Of(child, joinedByOr));
                        break;
                    case "group":
                        known.Add(Of(child.TryGetProperty("children", out var grandchildren) ? grandchildren : default, joinedByOr));
                        break;
                    default:
                        break;
                }
            }
        }

        return new ConditionGroup(isOr, known);
    }

    public override ConditionVerdict Judge(ReadOnlySpan<(string Name, string Value)> variables)
    {
        if (Children.Count == 0)
        {
            return ConditionVerdict.Impossible("ConditionExpressionGroup must contain at least one child.");
        }

        // Every child is judged, so that a wrong one is told whatever its neighbours say. The first one's "or" joins it to nothing.
        var holds = true;
        for (var i = 0; i < Children.Count; i++)
        {
            var verdict = Children[i].Judge(variables);
            if (verdict.Error is not null)
            {
                return verdict;
            }

            holds = i == 0 ? verdict.Holds : Children[i].IsOr ? holds | verdict.Holds : holds & verdict.Holds;
        }

        return ConditionVerdict.Of(holds);
    }
}
