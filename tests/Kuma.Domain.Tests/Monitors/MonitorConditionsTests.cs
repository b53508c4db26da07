using System.Text.Json;
using Kuma.Domain.Monitors.Conditions;

namespace Kuma.Domain.Tests.Monitors;

public sealed class MonitorConditionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    public void Nothing_asked_is_always_met(string? json)
    {
        var conditions = MonitorConditions.Parse(json);

        conditions.IsEmpty.ShouldBeTrue();
        conditions.Judge().ShouldBe(new ConditionVerdict(Holds: true, Error: null));
    }

    [Theory]
    [InlineData("equals", "abc", "abc", true)]
    [InlineData("equals", "abc", "ABC", false)]
    [InlineData("equals", "1", "1.0", false)]
    [InlineData("contains", "abc", "b", true)]
    [InlineData("contains", "abc", "B", false)]
    [InlineData("contains", "abc", "", true)]
    [InlineData("starts_with", "abc", "ab", true)]
    [InlineData("starts_with", "abc", "bc", false)]
    [InlineData("ends_with", "abc", "bc", true)]
    [InlineData("ends_with", "abc", "ab", false)]
    public void Text_is_compared_letter_by_letter(string id, string variable, string value, bool holds)
    {
        Judge(One("v", id, value), variable).ShouldBe(new ConditionVerdict(holds, Error: null));
        Judge(One("v", $"not_{id}", value), variable).ShouldBe(new ConditionVerdict(!holds, Error: null));
    }

    [Theory]
    [InlineData("42", "42.0", true)]
    [InlineData(" 42 ", "42", true)]
    [InlineData("0x2A", "42", true)]
    [InlineData("42", "43", false)]
    [InlineData("", "0", false)]
    [InlineData("text", "text", false)]
    [InlineData("NaN", "NaN", false)]
    public void Numbers_are_equal_by_value_and_text_equals_no_number(string variable, string value, bool holds)
    {
        Judge(One("v", "num_equals", value), variable).Holds.ShouldBe(holds);
        Judge(One("v", "num_not_equals", value), variable).Holds.ShouldBe(!holds);
    }

    [Theory]
    [InlineData("9", "10", true, false, false)]
    [InlineData("10", "10", false, true, false)]
    [InlineData("11", "10", false, false, true)]
    [InlineData("-1e3", "0", true, false, false)]
    [InlineData("", "1", true, false, false)]
    [InlineData("text", "1", false, false, false)]
    [InlineData("1", "text", false, false, false)]
    public void Order_is_that_of_numbers_and_text_has_none(string variable, string value, bool less, bool equal, bool greater)
    {
        Judge(One("v", "lt", value), variable).Holds.ShouldBe(less);
        Judge(One("v", "lte", value), variable).Holds.ShouldBe(less || equal);
        Judge(One("v", "gt", value), variable).Holds.ShouldBe(greater);
        Judge(One("v", "gte", value), variable).Holds.ShouldBe(greater || equal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(" \t\n", 0)]
    [InlineData("-0.5", -0.5)]
    [InlineData("+7", 7)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("1e2", 100)]
    [InlineData("0b101", 5)]
    [InlineData("0o17", 15)]
    [InlineData("0XfF", 255)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("infinity", double.NaN)]
    [InlineData("∞", double.NaN)]
    [InlineData("NaN", double.NaN)]
    [InlineData("0x", double.NaN)]
    [InlineData("0xg", double.NaN)]
    [InlineData("0b2", double.NaN)]
    [InlineData("1,000", double.NaN)]
    [InlineData("1 2", double.NaN)]
    [InlineData("12px", double.NaN)]
    public void Text_becomes_a_number_as_in_a_browser(string text, double number) => ScriptNumber.Of(text).ShouldBe(number);

    // No operator binds closer: (true or true) and false is false, where "and" first would make it true.
    [Theory]
    [InlineData("T", true)]
    [InlineData("F", false)]
    [InlineData("T and F", false)]
    [InlineData("T or F", true)]
    [InlineData("T or T and F", false)]
    [InlineData("F and F or T", true)]
    [InlineData("F or T and T", true)]
    public void Neighbours_are_joined_from_left_to_right(string expression, bool holds) => Judge(Sequence(expression), "x").Holds.ShouldBe(holds);

    [Theory]
    [InlineData("or", false, false)]
    [InlineData("and", true, true)]
    public void The_first_one_is_joined_to_nothing(string andOr, bool first, bool holds) =>
        Judge(Json(new { type = "expression", variable = "v", @operator = "equals", value = first ? "x" : "y", andOr }), "x").Holds.ShouldBe(holds);

    [Fact]
    public void A_group_is_reduced_before_it_is_joined()
    {
        // true or (true and false): the group first makes it true.
        var group = new { type = "group", andOr = "or", children = new[] { Expression("x"), Expression("other") } };

        Judge(Json(Expression("x"), group), "x").Holds.ShouldBeTrue();
    }

    [Fact]
    public void What_joins_is_or_or_else_and() =>
        Judge(Json(Expression("x"), new { type = "expression", variable = "v", @operator = "equals", value = "y", andOr = "OR" }), "x").Holds.ShouldBeFalse();

    [Fact]
    public void Entries_of_another_kind_are_dropped() =>
        Judge(Json(new { type = "script", andOr = "and" }, Expression("x"), 5, "text"), "x").Holds.ShouldBeTrue();

    [Fact]
    public void Variables_are_found_by_name()
    {
        var conditions = MonitorConditions.Parse(Json(
            new { type = "expression", variable = "topic", @operator = "equals", value = "a" },
            new { type = "expression", variable = "message", @operator = "equals", value = "b", andOr = "and" }));

        conditions.Judge(("topic", "a"), ("message", "b")).Holds.ShouldBeTrue();
        conditions.Judge(("topic", "b"), ("message", "a")).Holds.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""[{"type":"script"}]""", "ConditionExpressionGroup must contain at least one child.")]
    [InlineData("""[{"type":"group","children":[]}]""", "ConditionExpressionGroup must contain at least one child.")]
    [InlineData("""[{"type":"group"}]""", "ConditionExpressionGroup must contain at least one child.")]
    [InlineData("""[{"type":"expression","variable":"w","operator":"equals","value":""}]""", "Variable missing in context: w")]
    [InlineData("""[{"type":"expression","variable":"v","operator":"like","value":""}]""", "Unknown condition operator: like")]
    [InlineData("{}", "Conditions must be valid JSON: an array is expected")]
    public void What_cannot_be_judged_is_told(string json, string error)
    {
        var verdict = Judge(json, "x");

        verdict.Holds.ShouldBeFalse();
        verdict.Error.ShouldBe(error);
    }

    [Fact]
    public void Text_that_is_no_JSON_is_told() => Judge("[{", "x").Error.ShouldNotBeNull().ShouldStartWith("Conditions must be valid JSON: ");

    [Fact]
    public void Every_child_is_judged_even_when_the_answer_is_known()
    {
        var unknown = new { type = "expression", variable = "v", @operator = "like", value = "", andOr = "or" };

        Judge(Json(Expression("x"), unknown), "x").Error.ShouldBe("Unknown condition operator: like");
    }

    private static ConditionVerdict Judge(string json, string variable) => MonitorConditions.Parse(json).Judge(("v", variable));

    private static string One(string variable, string id, string value) => Json(new { type = "expression", variable, @operator = id, value, andOr = "and" });

    private static object Expression(string value) => new { type = "expression", variable = "v", @operator = "equals", value, andOr = "and" };

    private static string Json(params object[] conditions) => JsonSerializer.Serialize(conditions);

    /// <summary>Makes conditions on v = "x" of words: T holds, F does not.</summary>
    private static string Sequence(string expression)
    {
        var words = expression.Split(' ');
        return Json([.. Enumerable.Range(0, (words.Length + 1) / 2).Select(i => (object)new
        {
            type = "expression", variable = "v", @operator = "equals", value = words[2 * i] == "T" ? "x" : "y", andOr = i == 0 ? "and" : words[(2 * i) - 1],
        })]);
    }
}
