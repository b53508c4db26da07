using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Sql;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

/// <summary>No SQL Server can be had here; a server of the tests' own speaks as much of TDS as one query needs (MS-TDS, sections 2.2.3 to 2.2.7).</summary>
public sealed class SqlServerCheckerTests
{
    private const byte Batch = 1;
    private const byte Reply = 4;
    private const byte Login = 16;
    private const byte PreLogin = 18;

    private static readonly SqlServerChecker Checker = new(new SqlCheck(TimeProvider.System));

    [Fact]
    public async Task A_query_that_runs_is_up_and_leaves_no_connection()
    {
        var asked = "";
        await using var server = TcpTarget.Serving((stream, token) => TalkAsync(stream, query =>
        {
            asked = query;
            return [.. OneColumn, .. Row(1), .. Done(rows: 1)];
        }, token));

        var outcome = await Checker.CheckAsync(s => To(s, server) with { DatabaseQuery = "select 1 as n" });

        outcome.Message.ShouldBe("Rows: 1");
        asked.ShouldBe("select 1 as n");
        await Eventually.TrueAsync(() => server.Open == 0, "the connection is closed");
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public async Task Conditions_look_at_the_value(int value, bool up)
    {
        await using var server = TcpTarget.Serving((stream, token) => TalkAsync(stream, _ => [.. OneColumn, .. Row(value), .. Done(rows: 1)], token));
        const string Conditions = """[{"type":"expression","variable":"result","operator":"equals","value":"5","andOr":"and"}]""";

        (up ? (await Checker.CheckAsync(s => To(s, server) with { Conditions = Conditions })).Message
            : await Checker.FailureAsync(s => To(s, server) with { Conditions = Conditions }))
            .ShouldBe(up ? "Query did meet specified conditions" : "Query result did not meet the specified conditions (6)");
    }

    [Fact]
    public async Task Statements_without_rows_and_errors_are_told()
    {
        await using var silent = TcpTarget.Serving((stream, token) => TalkAsync(stream, _ => Done(rows: 0), token));
        await using var refusing = TcpTarget.Serving((stream, token) => TalkAsync(stream, _ => [.. Error("Invalid object name 'x'."), .. Done(rows: 0, failed: true)], token));

        (await Checker.CheckAsync(s => To(s, silent))).Message.ShouldBe("No Error, but the result is not an array. Type: undefined");
        (await Checker.FailureAsync(s => To(s, refusing))).ShouldBe("Database connection/query failed: Invalid object name 'x'.");
    }

    private static byte[] OneColumn => [0x81, 1, 0, 0, 0, 0, 0, 0, 0, 0x38, 1, .. Encoding.Unicode.GetBytes("n")];

    private static MonitorSettings To(MonitorSettings settings, TcpTarget server) => settings with
    {
        DatabaseConnectionString = $"Server=127.0.0.1,{server.Port};User Id=u;Password=p;Encrypt=false;Connection Timeout=5", Timeout = 8,
    };

    private static async Task TalkAsync(NetworkStream stream, Func<string, byte[]> answer, CancellationToken cancellationToken)
    {
        while (await PacketAsync(stream, cancellationToken) is { } packet)
        {
            await stream.WriteAsync(
                Wrapped(packet.Type switch
                {
                    // Version and "encryption is not supported".
                    PreLogin => [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 16, 0, 0, 0, 0, 0, 2],
                    Login => [.. LoginAck, .. Done(rows: 0)],

                    // The text stands behind the headers, whose length comes first.
                    Batch => answer(Encoding.Unicode.GetString(packet.Body.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(packet.Body)))),
                    _ => Done(rows: 0),
                }),
                cancellationToken);
        }
    }

    private static byte[] LoginAck
    {
        get
        {
            var name = Encoding.Unicode.GetBytes("Microsoft SQL Server");
            byte[] body = [1, 0x74, 0, 0, 4, (byte)(name.Length / 2), .. name, 16, 0, 0, 0];
            return [0xAD, (byte)body.Length, 0, .. body];
        }
    }

    private static byte[] Row(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return [0xD1, .. bytes];
    }

    private static byte[] Error(string message)
    {
        var text = Encoding.Unicode.GetBytes(message);
        byte[] body = [208, 0, 0, 0, 1, 16, (byte)message.Length, 0, .. text, 0, 0, 1, 0, 0, 0];
        return [0xAA, (byte)body.Length, (byte)(body.Length >> 8), .. body];
    }

    private static byte[] Done(byte rows, bool failed = false) =>
        [0xFD, (byte)((rows > 0 ? 0x10 : 0) | (failed ? 2 : 0)), 0, 0xC1, 0, rows, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Wrapped(byte[] body) => [Reply, 1, (byte)((body.Length + 8) >> 8), (byte)(body.Length + 8), 0, 0, 1, 0, .. body];

    /// <summary>A message may come in several packets; the last one says so.</summary>
    private static async Task<(byte Type, byte[] Body)?> PacketAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var message = new List<byte>();
        var head = new byte[8];
        while (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) == head.Length)
        {
            var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)) - head.Length];
            await stream.ReadExactlyAsync(body, cancellationToken);
            message.AddRange(body);
            if ((head[1] & 1) == 1)
            {
                return (head[0], [.. message]);
            }
        }

        return null;
    }
}
