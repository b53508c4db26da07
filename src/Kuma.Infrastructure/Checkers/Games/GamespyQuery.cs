using System.Buffers.Binary;
using System.Globalization;

namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>The three generations of GameSpy's query protocol.</summary>
internal static class GamespyQuery
{
    private static readonly byte[] Id = [4, 5, 6, 7];

    public static async Task<GameAnswer> AskFirstAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);

        // The answer comes in several datagrams in any order; one of them holds the name.
        var answer = await line.AskAsync(
            "\\status\\xserverquery"u8.ToArray(),
            static datagram => datagram is [(byte)'\\', ..] && GameBytes.Backslashed(datagram, "hostname", "server name", "servername") is not null,
            cancellationToken);
        return line.Answer(GameBytes.Backslashed(answer, "hostname", "server name", "servername")!);
    }

    public static async Task<GameAnswer> AskSecondAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        var answer = await line.AskAsync(
            [0xFE, 0xFD, 0x00, .. Id, 0xFF, 0x00, 0x00], static datagram => GameBytes.StartsWith(datagram, [0, .. Id]), cancellationToken);
        return line.Answer(GameBytes.Zeroed(answer, 5, "hostname") ?? "");
    }

    public static async Task<GameAnswer> AskThirdAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        var hello = await line.AskAsync([0xFE, 0xFD, 0x09, .. Id], static datagram => GameBytes.StartsWith(datagram, [9, .. Id]), cancellationToken);
        var at = 5;
        var challenge = new byte[4];
        if (int.TryParse(GameBytes.ZeroEnded(hello, ref at), CultureInfo.InvariantCulture, out var number))
        {
            BinaryPrimitives.WriteInt32BigEndian(challenge, number);
        }

        byte[] question = [0xFE, 0xFD, 0x00, .. Id, .. number == 0 ? [] : challenge, 0xFF, 0xFF, 0xFF, 0x01];
        var answer = await line.AskAsync(
            question,
            static datagram => GameBytes.StartsWith(datagram, [0, .. Id]) && datagram.AsSpan().IndexOf("hostname\0"u8) >= 0,
            cancellationToken);
        var name = answer.AsSpan().IndexOf("hostname\0"u8) + "hostname\0".Length;
        return line.Answer(GameBytes.ZeroEnded(answer, ref name));
    }
}
