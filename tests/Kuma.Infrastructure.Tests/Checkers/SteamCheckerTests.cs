using System.Text.Json;
using Kuma.Application.Settings;
using Kuma.Infrastructure.Checkers.Steam;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;
using Microsoft.AspNetCore.Http;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class SteamCheckerTests
{
    [Fact]
    public async Task A_server_in_the_list_is_up_by_its_name()
    {
        await using var api = await TargetServer.StartAsync();
        var asked = "";
        api.Answer = context =>
        {
            asked = $"{context.Request.Path} {context.Request.Query["filter"]} {context.Request.Query["key"]}";
            return context.Response.WriteAsync("""{"response":{"servers":[{"name":"A server"}]}}""", context.RequestAborted);
        };

        var outcome = await Checker(api).CheckAsync(s => s with { Hostname = "localhost", Port = 27016 });

        outcome.Message.ShouldBe("A server");
        asked.ShouldBe("/IGameServersService/GetServerList/v1/ addr\\127.0.0.1:27016 the-key");
    }

    [Theory]
    [InlineData(200, """{"response":{}}""", "Server not found on Steam")]
    [InlineData(200, "garbage", "Server not found on Steam")]
    [InlineData(403, "", "Request failed with status code 403")]
    public async Task Other_answers_fail(int status, string body, string message)
    {
        await using var api = await TargetServer.StartAsync();
        api.AnswerWith(status, body);

        (await Checker(api).FailureAsync(s => s with { Hostname = "127.0.0.1", Port = 1 })).ShouldBe(message);
    }

    [Fact]
    public async Task A_missing_key_an_unknown_host_and_silence_are_told()
    {
        await using var api = await TargetServer.StartAsync();
        api.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        (await Checker(api, key: null).FailureAsync(s => s with { Hostname = "127.0.0.1" })).ShouldBe("Steam API Key not found");
        (await Checker(api).FailureAsync(s => s with { Hostname = "-no.such.host.invalid" })).ShouldStartWith(
            "Unable to resolve Steam server hostname \"-no.such.host.invalid\": getaddrinfo ");
        (await Checker(api).FailureAsync(s => s with { Hostname = "127.0.0.1", Timeout = 0.3 })).ShouldBe("timeout of 300ms exceeded");
        await Checker(api).ShouldEndWithTheTokenAsync(s => s with { Hostname = "127.0.0.1" });
    }

    private static SteamChecker Checker(TargetServer api, string? key = "the-key")
    {
        var settings = Substitute.For<ISettingStore>();
        settings.GetAsync("steamAPIKey", Arg.Any<CancellationToken>()).Returns(
            new ValueTask<JsonElement?>(key is null ? null : JsonSerializer.SerializeToElement(key)));
        return new SteamChecker(settings, TimeProvider.System, new SteamApi(api.Address));
    }
}
