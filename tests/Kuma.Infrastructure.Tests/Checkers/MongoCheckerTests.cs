using System.Buffers.Binary;
using System.Net.Sockets;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers;
using Kuma.Infrastructure.Checkers.Mongo;
using Kuma.Infrastructure.Scripting;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>No MongoDB server can be had here; a server of the tests' own speaks as much of its protocol as a command needs.</summary>
public sealed class MongoCheckerTests : IDisposable
{
    private readonly JsonataQueries _queries = new();

    private MongoChecker Checker => field ??= new MongoChecker(new JsonQuery(_queries), TimeProvider.System);

    public void Dispose() => _queries.Dispose();

    [Theory]
    [InlineData(null, null, null, "Command executed successfully")]
    [InlineData("""{"count":"things"}""", "n", null, "Command executed successfully and the jsonata expression produces a result.")]
    [InlineData("""{"count":"things"}""", "n", "5", "Command executed successfully and expected value was found")]
    public async Task A_command_that_succeeds_is_up(string? query, string? path, string? expected, string message)
    {
        await using var server = Server();

        var outcome = await Checker.CheckAsync(s => To(s, server.Port) with { DatabaseQuery = query, JsonPath = path, ExpectedValue = expected });

        outcome.Message.ShouldBe(message);
        await Eventually.TrueAsync(() => server.Open == 0, "every connection is closed");
    }

    [Theory]
    [InlineData("""{"count":"things"}""", "missing", null, "Queried value not found.")]
    [InlineData("""{"count":"things"}""", "n", "6", "Query executed, but value is not equal to expected value, value was: [5]")]
    [InlineData("""{"fail":1}""", null, null, "it failed")]
    [InlineData("{", null, null, "Invalid JSON in database query: ")]
    public async Task What_is_not_as_asked_is_told(string query, string? path, string? expected, string message)
    {
        await using var server = Server();

        (await Checker.FailureAsync(s => To(s, server.Port) with { DatabaseQuery = query, JsonPath = path, ExpectedValue = expected })).ShouldStartWith(message);
    }

    [Fact]
    public async Task No_server_silence_garbage_and_bad_addresses_are_told()
    {
        await using var silent = TcpTarget.Silent();
        await using var garbage = TcpTarget.Garbage();

        (await Checker.FailureAsync(s => To(s, 1) with { Timeout = 1 })).ShouldBe("connect ECONNREFUSED 127.0.0.1:1");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "mongodb://-no.such.host.invalid/test" })).ShouldMatch(
            "^getaddrinfo E(NOTFOUND|AI_AGAIN) -no.such.host.invalid$");
        (await Checker.FailureAsync(s => To(s, silent.Port) with { Timeout = 1 })).ShouldNotBeEmpty();
        (await Checker.FailureAsync(s => To(s, garbage.Port) with { Timeout = 1 })).ShouldNotBeEmpty();
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "mongo//secret" })).ShouldBe(
            "Invalid connection string: use mongodb://username:password@host:port/database");
        await Checker.ShouldEndWithTheTokenAsync(s => To(s, silent.Port));
    }

    private static MonitorSettings To(MonitorSettings settings, int port) => settings with
    {
        DatabaseConnectionString = $"mongodb://127.0.0.1:{port}/test?directConnection=true", JsonPath = null, Timeout = 5,
    };

    private static TcpTarget Server() => TcpTarget.Serving(async (stream, token) =>
    {
        while (await RequestAsync(stream, token) is { } request)
        {
            var reply = request.Command.GetElement(0).Name.ToLowerInvariant() switch
            {
                "hello" or "ismaster" => new BsonDocument
                {
                    { "ismaster", true }, { "helloOk", true }, { "isWritablePrimary", true }, { "maxBsonObjectSize", 16_777_216 }, { "maxMessageSizeBytes", 48_000_000 },
                    { "maxWriteBatchSize", 100_000 }, { "minWireVersion", 0 }, { "maxWireVersion", 21 }, { "ok", 1 },
                },
                "count" => new BsonDocument { { "n", 5 }, { "ok", 1 } },
                "fail" => new BsonDocument { { "ok", 0 }, { "errmsg", "it failed" }, { "code", 1 } },
                _ => new BsonDocument("ok", 1),
            };
            await stream.WriteAsync(Reply(request, reply), token);
        }
    });

    private static async Task<(int Id, bool IsQuery, BsonDocument Command)?> RequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new byte[16];
        if (await stream.ReadAtLeastAsync(head, 16, throwOnEndOfStream: false, cancellationToken) < 16)
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(head) - 16];
        await stream.ReadExactlyAsync(body, cancellationToken);
        var isQuery = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(12)) == 2004;
        var at = isQuery ? Array.IndexOf(body, (byte)0, 4) + 9 : 5;
        using var reader = new BsonBinaryReader(new MemoryStream(body[at..]));
        return (BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4)), isQuery, BsonSerializer.Deserialize<BsonDocument>(reader));
    }

    private static byte[] Reply((int Id, bool IsQuery, BsonDocument Command) request, BsonDocument reply)
    {
        byte[] document = reply.ToBson();
        byte[] body = request.IsQuery
            ? [8, 0, 0, 0, .. new byte[8], 0, 0, 0, 0, 1, 0, 0, 0, .. document]
            : [0, 0, 0, 0, 0, .. document];
        var message = new byte[16 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), request.Id);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), request.IsQuery ? 1 : 2013);
        body.CopyTo(message, 16);
        return message;
    }
}
