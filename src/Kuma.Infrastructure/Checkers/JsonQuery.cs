using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Scripting;

namespace Kuma.Infrastructure.Checkers;

/// <summary>JSON queries of checks: a JSONata expression on an answer, its value compared with the expected one (spec/monitors.md section 4.5).</summary>
internal sealed partial class JsonQuery(JsonataQueries queries)
{
    private const int ShownArray = 25;
    private const int ShownWhole = 50;
    private const int ShownOtherwise = 100;

    /// <summary>Compares by the monitor's <c>jsonPath</c>, <c>jsonPathOperator</c> and <c>expectedValue</c>.</summary>
    /// <param name="data">The answer: JSON, or plain text.</param>
    /// <exception cref="CheckFailedException">The expression or the comparison makes no sense for this answer.</exception>
    public JsonQueryVerdict Judge(MonitorSettings settings, string data)
    {
        var shown = data;
        try
        {
            var value = Evaluate(settings.JsonPath, data);
            shown = value.Json;
            RefuseWhatHasNoValue(value);
            var (condition, expected) = (settings.JsonPathOperator ?? "==", settings.ExpectedValue ?? "");
            var passes = Compare(value.Text, condition, expected);
            return new JsonQueryVerdict(passes, $"JSON query {(passes ? "passes" : "does not pass")} (comparing {value.Text} {condition} {expected})");
        }
        catch (JsonataException e)
        {
            if (ReferenceEquals(shown, data))
            {
                using var json = ScriptJson.TryParse(data);
                shown = json is null ? ScriptJson.Quote(data) : ScriptJson.Text(json.RootElement);
            }

            throw new CheckFailedException(
                $"Error evaluating JSON query: {e.Message}. Response from server was: {Shorten(shown)}", e);
        }
    }

    /// <summary>Evaluates an expression on an answer; without one the answer itself is the value.</summary>
    /// <exception cref="JsonataException">The expression has a mistake.</exception>
    public JsonataResult Evaluate(string? expression, string data)
    {
        using var json = ScriptJson.TryParse(data);
        if (json is not null && SimplePath.TryFollow(json.RootElement, expression ?? "", out var found))
        {
            return Result(found);
        }

        return string.IsNullOrEmpty(expression)
            ? new JsonataResult(JsonataKind.Primitive, data, ScriptJson.Quote(data), data.Length > 0)
            : queries.Evaluate(expression, data, isJson: json is not null);
    }

    private static JsonataResult Result(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonataResult(JsonataKind.Object, "[object Object]", ScriptJson.Text(value), IsTruthy: true),
        JsonValueKind.Array => new JsonataResult(JsonataKind.Array, ScriptJson.Text(value), ScriptJson.Text(value), IsTruthy: true),
        JsonValueKind.Null => new JsonataResult(JsonataKind.Empty, "null", "null", IsTruthy: false),
        JsonValueKind.Undefined => new JsonataResult(JsonataKind.Empty, "undefined", "undefined", IsTruthy: false),
        JsonValueKind.String when value.GetString() is { } text => new JsonataResult(JsonataKind.Primitive, text, ScriptJson.Quote(text), text.Length > 0),
        JsonValueKind.Number => new JsonataResult(JsonataKind.Primitive, ScriptJson.Text(value), ScriptJson.Text(value), value.GetDouble() != 0),
        _ => new JsonataResult(JsonataKind.Primitive, ScriptJson.Text(value), ScriptJson.Text(value), value.ValueKind is JsonValueKind.True),
    };

    private static void RefuseWhatHasNoValue(JsonataResult value)
    {
        switch (value.Kind)
        {
            case JsonataKind.Empty:
                throw new JsonataException("Empty or undefined response. Check query syntax and response structure");
            case JsonataKind.Array:
                var shown = value.Json.Length > ShownArray ? $"{value.Json.AsSpan(0, ShownArray)}...]" : value.Json;
                throw new JsonataException(
                    $"JSON query returned the array {shown}, but a primitive value is required. Modify your query to return a single value via [0] to get " +
                    "the first element or use an aggregation like $count(), $sum() or $boolean().");
            case JsonataKind.Object:
                throw new JsonataException(
                    "The post-JSON query evaluated response from the server is of type object, which cannot be directly compared to the expected value");
            default:
                break;
        }
    }

    private static bool Compare(string value, string condition, string expected) => condition switch
    {
        "==" => value == expected,
        "!=" => value != expected,
        "contains" => value.Contains(expected, StringComparison.Ordinal),
        ">" => Number(value) > Number(expected),
        ">=" => Number(value) >= Number(expected),
        "<" => Number(value) < Number(expected),
        "<=" => Number(value) <= Number(expected),
        _ => throw new JsonataException($"Invalid condition {condition}"),
    };

    private static double Number(string text)
    {
        if (Decimal().IsMatch(text) && double.Parse(text, CultureInfo.InvariantCulture) is var number && double.IsFinite(number))
        {
            return number;
        }

        return Prefixed().IsMatch(text)
            ? Convert.ToUInt64(text[2..], text[1] switch { 'x' or 'X' => 16, 'o' or 'O' => 8, _ => 2 })
            : throw new JsonataException($"Unable to cast value to a number: {ScriptJson.Quote(text)}");
    }

    private static string Shorten(string json) => json.Length > ShownWhole
        ? $"{json.AsSpan(0, Math.Min(ShownOtherwise, json.Length))}… (truncated)"
        : json;

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Decimal();

    [GeneratedRegex("^0([xX][0-9A-Fa-f]{1,16}|[oO][0-7]{1,21}|[bB][01]{1,64})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefixed();
}

/// <summary>How a JSON query ended.</summary>
/// <param name="Passes">Whether the value is as expected.</param>
/// <param name="Message">The heartbeat's message either way.</param>
internal sealed record JsonQueryVerdict(bool Passes, string Message);
