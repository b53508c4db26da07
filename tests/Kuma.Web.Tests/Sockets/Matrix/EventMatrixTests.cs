using System.Text.Json.Nodes;
using Kuma.Testing;
using Kuma.Web.Sockets;
using Kuma.Web.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Kuma.Web.Tests.Sockets.Matrix;

/// <summary>Every event that is mapped, in every way that it can be called.</summary>
public sealed class EventMatrixTests(World world) : IClassFixture<World>
{
    private EventCase[] Mapped
    {
        get
        {
            var mapped = world.Kuma.Services.GetRequiredService<EventMap>().Entries;
            return [.. EventCases.All.Where(row => mapped.ContainsKey(row.Name))];
        }
    }

    [Fact]
    public void Every_mapped_event_is_in_the_matrix()
    {
        var mapped = world.Kuma.Services.GetRequiredService<EventMap>().Entries.Keys;

        mapped.Except(EventCases.All.Select(row => row.Name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_answers_a_good_call()
    {
        await world.ExecuteAsync("update users set twofa_status = false"); // A call in another test may have turned it on.
        await using var alice = await world.AliceAsync();

        foreach (var row in Mapped.Where(row => !row.EndsSession))
        {
            world.RenewLimits();
            var answer = await alice.CallAsync(row.Name, await world.ArgumentsAsync(row, alice));

            answer.ShouldFit(row.Answer, row.Name);
        }
    }

    [Fact]
    public async Task Arguments_and_answers_are_as_they_are_described()
    {
        var document = JsonNode.Parse(await world.Kuma.Client.GetStringAsync("/asyncapi.json", TestContext.Current.CancellationToken))!;
        var schemas = document["components"]!["schemas"]!.AsObject();
        await using var alice = await world.AliceAsync();
        List<string> deviations = [];

        foreach (var row in Mapped.Where(row => !row.EndsSession))
        {
            world.RenewLimits();
            var arguments = await world.ArgumentsAsync(row, alice);
            var sent = new JsonArray([.. arguments.Select(argument => argument?.DeepClone())]);
            var answer = await alice.CallAsync(row.Name, arguments);

            deviations.AddRange(SchemaRules.Deviations(sent, Payload("fromClients", row.Name), schemas, $"{row.Name} sends"));
            deviations.AddRange(SchemaRules.Deviations(answer, Payload("acknowledgements", row.Name), schemas, $"{row.Name} answers"));
        }

        deviations.ShouldBeEmpty();

        JsonNode Payload(string channel, string name) => document["channels"]![channel]!["messages"]![name]!["payload"]!;
    }

    [Fact]
    public async Task A_visitor_is_refused_and_changes_nothing()
    {
        await using var alice = await world.AliceAsync();
        await using var visitor = await world.VisitorAsync();

        foreach (var row in Mapped.Where(row => !row.IsPublic))
        {
            world.RenewLimits();
            var arguments = await world.ArgumentsAsync(row, alice);
            var before = await world.FingerprintAsync();
            foreach (var call in new[] { arguments, [] })
            {
                (await visitor.CallAsync(row.Name, call)).ShouldBeExactly(row.Visitor, row.Name);
            }

            (await world.FingerprintAsync()).ShouldBe(before, row.Name);
        }
    }

    [Fact]
    public async Task Wrong_arguments_are_answered_and_what_is_refused_changes_nothing()
    {
        await using var alice = await world.AliceAsync();
        List<string> wrongs = [];

        foreach (var row in Mapped.Where(row => !row.EndsSession))
        {
            var good = await world.ArgumentsAsync(row, alice);
            string? known = null; // What is stored, as long as nothing may have changed it.
            for (var position = 0; position < Math.Max(good.Length, 1); position++)
            {
                foreach (var wrong in Wrong())
                {
                    world.RenewLimits();
                    var arguments = good.Select((value, index) => index == position ? wrong : value).ToArray();
                    var before = known ?? await world.FingerprintAsync();
                    if (row.Name is "login" && IsFalsy(wrong))
                    {
                        await alice.SendAsync(row.Name, wrong); // The one call that is never answered.
                        continue;
                    }

                    var answer = await alice.CallAsync(row.Name, arguments);

                    var call = $"{row.Name} with argument {position} as {Short(wrong)} answered {answer?.ToJsonString()}";
                    var isRefusal = answer is JsonObject fields && fields["ok"] is JsonValue ok && !ok.GetValue<bool>();
                    known = isRefusal ? await world.FingerprintAsync() : null;
                    if (Text(answer).Contains("Something went wrong", StringComparison.Ordinal) || (isRefusal && known != before))
                    {
                        wrongs.Add(call);
                    }
                }
            }
        }

        wrongs.ShouldBeEmpty();
        (await alice.CallAsync("getTags"))!["ok"]!.GetValue<bool>().ShouldBeTrue("the connection has lived through all of it");
    }

    [Fact]
    public async Task A_call_that_asks_for_no_answer_gets_none_and_does_no_harm()
    {
        await using var alice = await world.AliceAsync();

        foreach (var row in Mapped.Where(row => !row.EndsSession))
        {
            world.RenewLimits();
            await alice.SendAsync(row.Name, await world.ArgumentsAsync(row, alice));
            await alice.SendAsync(row.Name);
        }

        alice.Heard.Clear();
        (await alice.CallAsync("getTags"))!["ok"]!.GetValue<bool>().ShouldBeTrue();
        alice.Heard.Count(heard => heard.Name is "ack").ShouldBe(1);
    }

    [Fact]
    public async Task Ids_of_nothing_are_answered_as_the_wire_says_and_change_nothing()
    {
        await using var alice = await world.AliceAsync();

        foreach (var row in Mapped.Where(row => row.Unknown is not null))
        {
            var before = await world.FingerprintAsync();
            var answer = await alice.CallAsync(row.Name, World.UnknownArguments(row));

            answer.ShouldFit(row.Unknown!, row.Name);
            (await world.FingerprintAsync()).ShouldBe(before, row.Name);
        }
    }

    [Fact]
    public async Task Ids_of_another_user_are_answered_as_ids_of_nothing_and_change_nothing()
    {
        await using var alice = await world.AliceAsync();
        await using var bob = await world.BobAsync();

        foreach (var row in Mapped.Where(row => row is { Unknown: not null, IsShared: false }))
        {
            var foreign = await world.ArgumentsAsync(row, bob);
            var unknown = await alice.CallAsync(row.Name, World.UnknownArguments(row));
            var before = await world.FingerprintAsync();
            var answer = await alice.CallAsync(row.Name, foreign);

            (answer?.ToJsonString()).ShouldBe(row.Foreign ?? unknown?.ToJsonString(), row.Name);
            (await world.FingerprintAsync()).ShouldBe(before, row.Name);
        }
    }

    private static JsonNode?[] Wrong() =>
    [
        null, true, -1, 1.5, 1e300, "x", "", new JsonArray(), new JsonArray(1, null, "x", new JsonObject()), new JsonObject(),
        new JsonObject { ["id"] = new JsonObject(), ["name"] = new JsonArray(), ["type"] = 5, ["config"] = "{", ["slug"] = 7 },
        Deep(900), new string('a', 100_000), "\u0000\ud83d\ude00",
    ];

    private static JsonNode Deep(int levels)
    {
        JsonNode node = "end";
        for (var i = 0; i < levels; i++)
        {
            node = i % 2 == 0 ? new JsonObject { ["deeper"] = node } : new JsonArray(node);
        }

        return node;
    }

    private static bool IsFalsy(JsonNode? value) => value is null || value.ToJsonString() is "\"\"";

    private static string Text(JsonNode? answer) => answer is JsonObject fields && fields["msg"] is JsonValue text ? text.ToString() : "";

    private static string Short(JsonNode? value) => value?.ToJsonString() is { } text ? text[..Math.Min(40, text.Length)] : "null";
}
