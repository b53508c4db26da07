using System.Text.Json.Nodes;

namespace Kuma.Web.Tests.Sockets.Matrix;

/// <summary>Compares acknowledgements with what the wire says.</summary>
internal static class AnswerAssertions
{
    /// <summary>The named keys have these values, <c>msgi18n</c> is there only when it is named, and a refusal has a text.</summary>
    public static void ShouldFit(this JsonNode? answer, string expected, string what)
    {
        var told = answer?.ToJsonString() ?? "null";
        if (JsonNode.Parse(expected) is not JsonObject keys)
        {
            told.ShouldBe(expected, what);
            return;
        }

        var fields = answer.ShouldBeOfType<JsonObject>($"{what} answered {told}");
        foreach (var (name, value) in keys)
        {
            JsonNode.DeepEquals(fields[name], value).ShouldBeTrue($"{what} answered {told}, but {name} should be {value?.ToJsonString()}");
        }

        if (keys.ContainsKey("ok"))
        {
            fields.ContainsKey("msgi18n").ShouldBe(keys.ContainsKey("msgi18n"), $"{what} answered {told}");
        }

        if (fields["ok"]?.GetValue<bool>() is false)
        {
            fields["msg"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace(what);
        }
    }

    public static void ShouldBeExactly(this JsonNode? answer, string expected, string what) =>
        JsonNode.DeepEquals(answer, JsonNode.Parse(expected)).ShouldBeTrue($"{what} answered {answer?.ToJsonString()}, but should {expected}");
}
