namespace Kuma.Domain.Monitors.Conditions;

/// <summary>The operators by their wire ids.</summary>
internal static class ConditionOperators
{
    /// <summary>Applies an operator; <c>null</c> when there is none of that id.</summary>
    public static bool? Compare(string variable, string id, string value) => id switch
    {
        "equals" => variable == value,
        "not_equals" => variable != value,
        "contains" => variable.Contains(value, StringComparison.Ordinal),
        "not_contains" => !variable.Contains(value, StringComparison.Ordinal),
        "starts_with" => variable.StartsWith(value, StringComparison.Ordinal),
        "not_starts_with" => !variable.StartsWith(value, StringComparison.Ordinal),
        "ends_with" => variable.EndsWith(value, StringComparison.Ordinal),
        "not_ends_with" => !variable.EndsWith(value, StringComparison.Ordinal),
        "num_equals" => NumberEquals(variable, value),
        "num_not_equals" => !NumberEquals(variable, value),
        "lt" => ScriptNumber.Of(variable) < ScriptNumber.Of(value),
        "gt" => ScriptNumber.Of(variable) > ScriptNumber.Of(value),
        "lte" => ScriptNumber.Of(variable) <= ScriptNumber.Of(value),
        "gte" => ScriptNumber.Of(variable) >= ScriptNumber.Of(value),
        _ => null,
    };

    // Blank text counts as 0 in comparisons, but it equals no number: it is what a message without the value gives.
    private static bool NumberEquals(string variable, string value) =>
        !string.IsNullOrWhiteSpace(variable) && ScriptNumber.Of(variable).Equals(ScriptNumber.Of(value)) && !double.IsNaN(ScriptNumber.Of(value));
}
