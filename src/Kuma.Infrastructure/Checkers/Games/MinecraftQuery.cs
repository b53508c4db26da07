using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>Server list ping of the Java edition and unconnected ping of the Bedrock edition; whichever answers first (minecraft.wiki).</summary>
internal static class MinecraftQuery
{
    private const int AnswerLimit = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly byte[] Magic = [0x00, 0xFF, 0xFF, 0x00, 0xFE, 0xFE, 0xFE, 0xFE, 0xFD, 0xFD, 0xFD, 0xFD, 0x12, 0x34, 0x56, 0x78];

    public static async Task<GameAnswer> AskAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<GameAnswer>[] editions = [AskJavaAsync(target, time, decided.Token), AskBedrockAsync(target, time, decided.Token)];
        var first = await Task.WhenAny(editions);
        var winner = first.IsCompletedSuccessfully ? first : editions.First(edition => edition != first);
        try
        {
            return await winner;
        }
        finally
        {
            await decided.CancelAsync();
            await ((Task)Task.WhenAll(editions)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<GameAnswer> AskBedrockAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        var answer = await line.AskAsync(
            [0x01, 0, 0, 0, 0, 0, 0, 0, 0, .. Magic, 0, 0, 0, 0, 0, 0, 0, 2], static datagram => datagram.Length > 35 && datagram[0] == 0x1C, cancellationToken);
        return line.Answer(GameBytes.Text(answer.AsSpan(35)).Split(';').ElementAtOrDefault(1) ?? "");
    }

    private static async Task<GameAnswer> AskJavaAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(Patience, time, cancellationToken);
        var start = time.GetTimestamp();
        try
        {
            await using var stream = await TcpConnections.OpenAsync(target.Host, target.Port, family: null, deadline.Token);
            var ping = time.GetElapsedTime(start).TotalMilliseconds;
            await stream.WriteAsync(Hello(target), deadline.Token);
            await VarintAsync(stream, deadline.Token);
            await VarintAsync(stream, deadline.Token);
            var length = await VarintAsync(stream, deadline.Token);
            if (length is < 2 or > AnswerLimit)
            {
                throw new GameSilenceException("That is no Minecraft server");
            }

            var json = new byte[length];
            await stream.ReadExactlyAsync(json, deadline.Token);
            return new GameAnswer(Name(json), Math.Round(ping));
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new GameSilenceException("TCP - timed out", e);
        }
        catch (Exception e) when (e is IOException or SocketException or CheckFailedException or JsonException)
        {
            throw new GameSilenceException(e.Message, e);
        }
    }

    /// <summary>Handshake (protocol 47, the host, next state "status") and status request.</summary>
    private static byte[] Hello(GameTarget target)
    {
        var host = Encoding.UTF8.GetBytes(target.Host);
        var port = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(port, (ushort)target.Port);
        byte[] handshake = [0x00, 47, .. Varint(host.Length), .. host, .. port, 1];
        return [.. Varint(handshake.Length), .. handshake, 1, 0x00];
    }

    private static string Name(byte[] json)
    {
        using var status = JsonDocument.Parse(json);
        return status.RootElement.ValueKind is JsonValueKind.Object && status.RootElement.TryGetProperty("description", out var description)
            ? Text(description)
            : "";
    }

    /// <summary>A chat component: a text, or an object with more of them inside.</summary>
    private static string Text(JsonElement component) => component.ValueKind switch
    {
        JsonValueKind.String => component.GetString()!,
        JsonValueKind.Array => string.Concat(component.EnumerateArray().Select(Text)),
        JsonValueKind.Object => (component.TryGetProperty("text", out var text) ? text.ToString() : "")
            + (component.TryGetProperty("extra", out var extra) ? Text(extra) : ""),
        _ => "",
    };

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    private static async Task<int> VarintAsync(Stream stream, CancellationToken cancellationToken)
    {
        var value = 0;
        var next = new byte[1];
        for (var shift = 0; shift < 35; shift += 7)
        {
            await stream.ReadExactlyAsync(next, cancellationToken);
            value |= (next[0] & 0x7F) << shift;
            if (next[0] < 0x80)
            {
                return value;
            }
        }

        throw new GameSilenceException("That is no Minecraft server");
    }
}
