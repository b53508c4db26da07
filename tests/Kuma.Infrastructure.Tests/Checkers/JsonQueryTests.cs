using System.Globalization;
using FsCheck.Xunit;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers;
using Kuma.Infrastructure.Scripting;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class JsonQueryTests
{
    private static readonly JsonQuery Query = Checks.JsonQuery();

    [Theory]
    [InlineData("{\"a\":5}", "a", "==", "5", true)]
    [InlineData("{\"a\":5.0}", "a", "==", "5", true)]
    [InlineData("{\"a\":\"05\"}", "a", "==", "5", false)]
    [InlineData("{\"a\":true}", "a", "==", "true", true)]
    [InlineData("{\"a\":5}", "a", "!=", "6", true)]
    [InlineData("{\"a\":5}", "a", ">", "4.5", true)]
    [InlineData("{\"a\":5}", "a", ">=", "5", true)]
    [InlineData("{\"a\":\"10\"}", "a", "<", "9", false)]
    [InlineData("{\"a\":0}", "a", "<=", "0", true)]
    [InlineData("{\"a\":\"hello world\"}", "a", "contains", "lo w", true)]
    [InlineData("{\"a\":{\"b\":[{\"c\":1},{\"c\":2}]}}", "$sum(a.b.c)", "==", "3", true)]
    [InlineData("{\"a\":{\"b\":[{\"c\":1},{\"c\":2}]}}", "a.b[1].c", "==", "2", true)]
    [InlineData("[{\"c\":7}]", "$[0].c", "==", "7", true)]
    [InlineData("[1,2,3]", "$count($)", "==", "3", true)]
    [InlineData("plain text", "", "contains", "text", true)]
    [InlineData("plain text", "$uppercase($)", "==", "PLAIN TEXT", true)]
    [InlineData("12", "$", "==", "12", true)]
    [InlineData("{\"a\":1e21}", "a", "==", "1e+21", true)]
    public void Values_are_compared_as_text_or_as_numbers(string data, string path, string condition, string expected, bool passes)
    {
        var verdict = Query.Judge(Asking(path, condition, expected), data);

        verdict.Passes.ShouldBe(passes);
        verdict.Message.ShouldMatch(passes ? @"^JSON query passes \(comparing .+\)$" : @"^JSON query does not pass \(comparing .+\)$");
    }

    [Theory]
    [InlineData("{\"a\":null}", "a", "==", "Empty or undefined response. Check query syntax and response structure. Response from server was: null")]
    [InlineData("{\"a\":1}", "b", "==", "Empty or undefined response. Check query syntax and response structure. Response from server was: undefined")]
    [InlineData("{\"a\":1}", "b.c", "==", "Empty or undefined response. Check query syntax and response structure. Response from server was: undefined")]
    [InlineData("{\"a\":{}}", "a", "==", "The post-JSON query evaluated response from the server is of type object, which cannot be directly compared to the expected value. Response from server was: {}")]
    [InlineData("{\"a\":\"x\"}", "a", ">", "Unable to cast value to a number: \"x\". Response from server was: \"x\"")]
    [InlineData("{\"a\":1}", "a", "~", "Invalid condition ~. Response from server was: 1")]
    public void What_cannot_be_compared_is_told(string data, string path, string condition, string error) =>
        Fail(data, path, condition).ShouldBe($"Error evaluating JSON query: {error}");

    [Fact]
    public void An_array_is_shown_in_part() =>
        Fail("{\"a\":[1000,2000,3000,4000,5000,6000]}", "a", "==").ShouldStartWith(
            "Error evaluating JSON query: JSON query returned the array [1000,2000,3000,4000,5000...], but a primitive value is required.");

    [Fact]
    public void A_mistake_in_the_expression_is_told_with_the_start_of_the_answer() =>
        Fail($"{{\"a\":\"{new string('x', 200)}\"}}", "a..", "==").ShouldMatch(
            @"^Error evaluating JSON query: .+\. Response from server was: \{""a"":""x{94}… \(truncated\)$");

    [Fact]
    public void An_expression_without_end_is_stopped() =>
        Should.Throw<JsonataException>(() => Query.Evaluate("($f := function($n) { $f($n + 1) }; $f(1))", "{}"))
            .Message.ShouldNotBeEmpty();

    // The short way and the script engine must agree wherever the short way answers.
    [Theory]
    [InlineData("{\"a\":{\"b\":\"é\"}}", "a.b")]
    [InlineData("{\"a\":{\"b\":[1]}}", "a.b")]
    [InlineData("{\"a\":{\"b\":[]}}", "a.b")]
    [InlineData("{\"a\":[{\"b\":1},{\"b\":2}]}", "a.b")]
    [InlineData("{\"a\":{\"b\":0.1}}", "$.a.b")]
    [InlineData("{\"a\":{\"b\":-0}}", "a.b")]
    [InlineData("{\"a\":{\"b\":1e-7}}", "a.b")]
    [InlineData("{\"a\":{\"b\":123456789012345680000}}", "a.b")]
    [InlineData("{\"a\":{\"b\":false}}", "a.b")]
    [InlineData("{\"a\":{\"b\":\"\"}}", "a.b")]
    [InlineData("{\"a\":{}}", "a.b")]
    [InlineData("{\"a\":{\"b\":{\"c\":[1,{\"d\":\"\\\"\\n\"}]}}}", "a.b")]
    [InlineData("{\"a\":5}", "a.b")]
    [InlineData("{\"and\":5}", "and")]
    [InlineData("{\"a\":1}", "$")]
    public void The_short_way_gives_what_the_library_gives(string data, string path)
    {
        var expected = new JsonataQueries().Evaluate(path, data, isJson: true);

        var found = Query.Evaluate(path, data);

        (found.Kind, found.Json, found.IsTruthy).ShouldBe((expected.Kind, expected.Json, expected.IsTruthy));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(100, "100")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(1.25e-9, "1.25e-9")]
    [InlineData(1e21, "1e+21")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(1e23, "1e+23")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(5e-324, "5e-324")]
    public void Numbers_are_written_as_a_browser_writes_them(double number, string text) => ScriptJson.Number(number).ShouldBe(text);

    [Property]
    public void Numbers_read_back_as_they_were(double number)
    {
        var text = ScriptJson.Number(number);

        double.Parse(text, CultureInfo.InvariantCulture).ShouldBe(number);
        text.ShouldMatch(@"^(NaN|-?Infinity|-?\d+(\.\d+)?(e[+-]\d+)?)$");
    }

    private static MonitorSettings Asking(string path, string condition, string expected) =>
        new() { JsonPath = path, JsonPathOperator = condition, ExpectedValue = expected };

    private static string Fail(string data, string path, string condition) =>
        Should.Throw<CheckFailedException>(() => Query.Judge(Asking(path, condition, "1"), data)).Message;
}
