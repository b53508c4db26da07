using System.Text;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Games;
using Kuma.Infrastructure.Tests.Checkers.Targets;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class GamedigCheckerTests
{
    private static readonly GameCatalog Catalog = new();
    private static readonly GamedigChecker Checker = new(Catalog, TimeProvider.System);

    /// <summary>A game of each protocol, the question it expects, and an answer with the name "A server".</summary>
    public static TheoryData<string, byte[], byte[]> Protocols => new()
    {
        { "quake3", [0xFF, 0xFF, 0xFF, 0xFF, .. "getstatus\0"u8], [0xFF, 0xFF, 0xFF, 0xFF, .. "statusResponse\n\\sv_hostname\\^1A server\\x\\y\n1 2 \"p\""u8] },
        { "quake2", [0xFF, 0xFF, 0xFF, 0xFF, .. "status\0"u8], [0xFF, 0xFF, 0xFF, 0xFF, .. "print\n\\hostname\\A server\\x\\y\n"u8] },
        { "gamespy1", "\\status\\xserverquery"u8.ToArray(), "\\gamename\\ut\\hostname\\A server\\final\\\\queryid\\1.1"u8.ToArray() },
        { "gamespy2", [0xFE, 0xFD, 0, 4, 5, 6, 7, 0xFF, 0, 0], [0, 4, 5, 6, 7, .. "gamever\u00001\0hostname\0A server\0\0"u8] },
        { "ase", "s"u8.ToArray(), [.. "EYE1"u8, 5, .. "game"u8, 3, .. "22"u8, 9, .. "A server"u8] },
        { "unreal2", [0x79, 0, 0, 0, 0], [0x80, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9, .. "A server\0"u8] },
        { "doom3", [0xFF, 0xFF, .. "getInfoPiNGPoNg\0"u8], [0xFF, 0xFF, .. "infoResponse\0\u0001\u0002si_name\0A server\0\0\0"u8] },
    };

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Each_protocol_asks_its_question_and_reads_the_name(string protocol, byte[] question, byte[] answer)
    {
        byte[]? asked = null;
        await using var server = UdpTarget.AnsweringMany(request =>
        {
            asked = request;
            return ["noise"u8.ToArray(), answer];
        });

        var outcome = await Checker.CheckAsync(To(protocol, server.Port));

        asked.ShouldBe(question);
        outcome.Message.ShouldBe("A server");
        outcome.Ping.ShouldNotBeNull().ShouldBeInRange(0, 2000);
    }

    [Fact]
    public async Task A_Source_server_wants_its_challenge_back()
    {
        await using var server = UdpTarget.Answering(request => request.Length == 25
            ? [0xFF, 0xFF, 0xFF, 0xFF, 0x41, 1, 2, 3, 4]
            : request[^4..] is [1, 2, 3, 4] ? [0xFF, 0xFF, 0xFF, 0xFF, 0x49, 17, .. "A server\0map\0"u8] : []);

        (await Checker.CheckAsync(To("valve", server.Port))).Message.ShouldBe("A server");
    }

    [Fact]
    public async Task A_GoldSource_server_answers_in_the_old_way()
    {
        await using var server = UdpTarget.Answering(_ => [0xFF, 0xFF, 0xFF, 0xFF, 0x6D, .. "10.0.0.1:27015\0A server\0map\0"u8]);

        (await Checker.CheckAsync(To("valve", server.Port))).Message.ShouldBe("A server");
    }

    [Fact]
    public async Task The_third_GameSpy_protocol_echoes_a_number()
    {
        await using var server = UdpTarget.Answering(request => request[2] == 9
            ? [9, 4, 5, 6, 7, .. "1000\0"u8]
            : request[7..11] is [0, 0, 3, 0xE8] ? [0, 4, 5, 6, 7, .. "splitnum\0\u0080\0hostname\0A server\0"u8] : []);

        (await Checker.CheckAsync(To("gamespy3", server.Port))).Message.ShouldBe("A server");
    }

    [Fact]
    public async Task A_SAMP_server_is_asked_with_its_own_address()
    {
        await using var server = UdpTarget.Answering(
            request => request.Length == 11 ? [.. request, 0, 1, 0, 2, 0, 8, 0, 0, 0, .. "A server"u8] : []);

        (await Checker.CheckAsync(To("samp", server.Port))).Message.ShouldBe("A server");
    }

    [Fact]
    public async Task Minecraft_answers_over_TCP()
    {
        var status = Encoding.UTF8.GetBytes("""{"description":{"text":"§aA ","extra":[{"text":"server"}]},"players":{}}""");
        await using var server = TcpTarget.Serving(async (stream, token) =>
        {
            var request = new byte[64];
            _ = await stream.ReadAtLeastAsync(request, 5, throwOnEndOfStream: false, token);
            await stream.WriteAsync((byte[])[(byte)(status.Length + 2), 0, (byte)status.Length, .. status], token);
        });

        (await Checker.CheckAsync(To("minecraft", server.Port))).Message.ShouldBe("A server");
    }

    [Fact]
    public async Task Minecraft_Bedrock_answers_over_UDP()
    {
        await using var server = UdpTarget.Answering(request => [0x1C, .. new byte[32], 0, 20, .. "MCPE;A server;800;1.21"u8]);

        (await Checker.CheckAsync(To("minecraft", server.Port))).Message.ShouldBe("A server");
    }

    [Fact]
    public async Task Ports_that_the_game_derives_are_tried_unless_the_given_one_is_meant()
    {
        await using var server = UdpTarget.Answering(_ => [0xFF, 0xFF, 0xFF, 0xFF, 0x49, 17, .. "A server\0"u8]);
        var game = Catalog.Games.First(one => one.Options is { Protocol: "valve", QueryPortOffsets: [1] });

        (await Checker.CheckAsync(s => s with { Game = game.Id, Hostname = "127.0.0.1", Port = server.Port - 1, GamedigGivenPortOnly = false }))
            .Message.ShouldBe("A server");
        (await Checker.FailureAsync(s => s with { Game = game.Id, Hostname = "127.0.0.1", Port = server.Port - 1 })).ShouldBe("Failed all 1 attempts");
    }

    [Fact]
    public async Task Silence_garbage_and_games_that_cannot_be_asked_are_told()
    {
        await using var silent = UdpTarget.Silent();
        await using var garbage = UdpTarget.Garbage();
        await using var cut = UdpTarget.Answering(_ => [0xFF, 0xFF, 0xFF, 0xFF, 0x49, 17, 65]);
        var odd = Catalog.Games.First(game => game.Options.Protocol == "palworld");

        (await Checker.FailureAsync(To("valve", silent.Port))).ShouldBe("Failed all 1 attempts");
        (await Checker.FailureAsync(To("valve", garbage.Port))).ShouldBe("Failed all 1 attempts");
        (await Checker.CheckAsync(To("valve", cut.Port))).Message.ShouldBe("A");
        (await Checker.FailureAsync(s => s with { Game = odd.Id, Hostname = "127.0.0.1", Port = 1 })).ShouldBe(
            $"Servers of {odd.Name} cannot be asked: the query protocol palworld is not supported");
        (await Checker.FailureAsync(s => s with { Game = "nonsense", Hostname = "127.0.0.1" })).ShouldBe("Invalid game: nonsense");
        (await Checker.FailureAsync(s => To("valve", 1)(s) with { Hostname = "-no.such.host.invalid" })).ShouldStartWith("getaddrinfo ");
        await Checker.ShouldEndWithTheTokenAsync(To("valve", silent.Port));
    }

    [Fact]
    public void Most_games_of_the_catalogue_can_be_asked() =>
        Catalog.Games.Count(game => GameQueries.Find(game.Options.Protocol) is not null).ShouldBeGreaterThan(300);

    private static Func<MonitorSettings, MonitorSettings> To(string protocol, int port)
    {
        var game = Catalog.Games.First(one => one.Options.Protocol == protocol);
        return s => s with { Game = game.Id, Hostname = "127.0.0.1", Port = port };
    }
}
