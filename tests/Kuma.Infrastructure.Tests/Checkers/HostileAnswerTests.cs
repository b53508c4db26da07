using System.Formats.Asn1;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Checkers.Docker;
using Kuma.Infrastructure.Checkers.Games;
using Kuma.Infrastructure.Checkers.Grpc;
using Kuma.Infrastructure.Checkers.Ntp;
using Kuma.Infrastructure.Checkers.Snmp;
using Kuma.Infrastructure.Tests.Checkers.Targets;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>Answers of unknown servers: whatever they hold, a checker's parser ends with its own kind of failure.</summary>
public sealed class HostileAnswerTests
{
    private const int Rounds = 20_000;

    private const string Proto = """
        syntax = "proto3";
        message M { string s = 1; repeated int32 n = 2; map<string, sint64> m = 3; M inner = 4; double d = 5; bytes b = 6; E e = 7; fixed32 f = 8; bool on = 9; }
        enum E { ZERO = 0; ONE = 1; }
        """;

    [Fact]
    public void Snmp_messages_are_read_or_refused()
    {
        var valid = SnmpMessage.Get(1, "public", 7, "1.3.6.1.2.1.1.5.0");
        // A request is as good a start as an answer: only its tag differs.
        var answer = valid.Select(one => one == 0xA0 ? (byte)0xA2 : one).ToArray();

        Each([answer, SnmpMessage.GetV3(SnmpEngine.Unknown, "user", 7, "1.3.6.1")], bytes =>
        {
            try
            {
                _ = SnmpMessage.Read(bytes);
            }
            catch (AsnContentException)
            {
                // Refused.
            }
        });
    }

    [Fact]
    public void Protobuf_replies_are_read_or_refused()
    {
        var schema = ProtoSchema.Parse(Proto);
        var type = schema.Message(".M");
        using var json = JsonDocument.Parse("""{"s":"text","n":[1,300],"m":{"a":-5},"inner":{"inner":{"d":1.5}},"b":"AQI=","e":"ONE","f":7,"on":true}""");
        var valid = new ProtoEncoder(schema).Encode(json.RootElement, type);
        new ProtoDecoder(schema).Decode(valid, type)["inner"]!["inner"]!["d"]!.GetValue<double>().ShouldBe(1.5);

        Each([valid], bytes =>
        {
            try
            {
                _ = new ProtoDecoder(schema).Decode(bytes, type).ToJsonString();
            }
            catch (CheckFailedException)
            {
                // Refused.
            }
        });
    }

    [Fact]
    public void Time_packets_are_read_or_refused()
    {
        var now = TimeProvider.System.GetUtcNow();
        Each([new byte[48], new byte[20]], bytes =>
        {
            try
            {
                _ = NtpReply.Parse(bytes, now, now).Summary;
            }
            catch (CheckFailedException)
            {
                // Refused.
            }
        });
    }

    [Fact]
    public void Texts_of_game_servers_are_read_whatever_they_are() =>
        Each([[.. "\\hostname\\A server\\x\\y"u8], [.. "hostname\0A server\0"u8]], bytes =>
        {
            var at = 3;
            _ = GameQueries.Plain(GameBytes.ZeroEnded(bytes, ref at));
            _ = GameBytes.Backslashed(bytes, "hostname");
            _ = GameBytes.Zeroed(bytes, 5, "hostname");
        });

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"State":[]}""")]
    [InlineData("""{"State":{"Running":"yes","Status":5}}""")]
    [InlineData("""{"State":{"Running":true,"Health":"odd"}}""")]
    public void States_of_containers_are_judged_or_refused(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        try
        {
            ContainerState.Judge(json.RootElement).Message.ShouldNotBeNullOrEmpty();
        }
        catch (CheckFailedException e)
        {
            e.Message.ShouldStartWith("Container ");
        }
    }

    [Fact]
    public async Task Game_servers_that_answer_with_noise_are_down_and_no_more()
    {
        var random = new Random(7);
        var catalog = new GameCatalog();
        var checker = new GamedigChecker(catalog, TimeProvider.System);
        foreach (var protocol in new[] { "valve", "gamespy2", "gamespy3", "unreal2", "ase", "samp", "doom3", "quake3" })
        {
            await using var server = UdpTarget.AnsweringMany(request => Enumerable.Range(0, 30).Select(_ => Noise(random, Head(protocol, request))));
            var game = catalog.Games.First(one => one.Options.Protocol == protocol);
            try
            {
                await checker.CheckAsync(s => s with { Game = game.Id, Hostname = "127.0.0.1", Port = server.Port });
            }
            catch (CheckFailedException e)
            {
                e.Message.ShouldBe("Failed all 1 attempts");
            }
        }
    }

    /// <summary>What makes an answer count as one.</summary>
    private static byte[] Head(string protocol, byte[] request) => protocol switch
    {
        "valve" => [0xFF, 0xFF, 0xFF, 0xFF, 0x49],
        "gamespy2" => [0, 4, 5, 6, 7],
        "gamespy3" => [request[2], 4, 5, 6, 7],
        "unreal2" => [0x80, 0, 0, 0, 0],
        "ase" => [.. "EYE1"u8],
        "samp" => request,
        "doom3" => [0xFF, 0xFF, .. "infoResponse"u8],
        _ => [0xFF, 0xFF, 0xFF, 0xFF, .. "statusResponse"u8],
    };

    private static byte[] Noise(Random random, byte[] head)
    {
        var rest = new byte[random.Next(0, 60)];
        random.NextBytes(rest);
        return [.. head, .. rest];
    }

    /// <summary>Valid bytes with some changed, cut off or added, from a seed that is always the same.</summary>
    private static void Each(byte[][] starts, Action<byte[]> read)
    {
        var random = new Random(20_261_126);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = starts[round % starts.Length].ToList();
            for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0:
                        bytes.RemoveRange(at, random.Next(1, bytes.Count - at + 1));
                        break;
                    case 1:
                        bytes.Insert(at, (byte)random.Next(256));
                        break;
                    default:
                        bytes[at] = (byte)random.Next(256);
                        break;
                }
            }

            read([.. bytes]);
        }
    }
}
