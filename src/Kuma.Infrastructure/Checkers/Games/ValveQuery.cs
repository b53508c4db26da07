namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>A2S_INFO of Source and GoldSource servers (developer.valvesoftware.com/wiki/Server_queries).</summary>
internal static class ValveQuery
{
    private const byte Challenge = 0x41;
    private const byte Source = 0x49;
    private const byte GoldSource = 0x6D;

    private static readonly byte[] Info = [0xFF, 0xFF, 0xFF, 0xFF, 0x54, .. "Source Engine Query"u8, 0];

    public static async Task<GameAnswer> AskAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        var answer = await line.AskAsync(Info, IsAnswer, cancellationToken);
        if (answer[4] == Challenge && answer.Length >= 9)
        {
            answer = await line.AskAsync([.. Info, .. answer[5..9]], static datagram => IsAnswer(datagram) && datagram[4] != Challenge, cancellationToken);
        }

        var at = 6;
        if (answer[4] == GoldSource)
        {
            at = 5;
            GameBytes.ZeroEnded(answer, ref at);
        }

        return line.Answer(GameBytes.ZeroEnded(answer, ref at));
    }

    private static bool IsAnswer(byte[] datagram) =>
        datagram.Length > 6 && GameBytes.StartsWith(datagram, 0xFF, 0xFF, 0xFF, 0xFF) && datagram[4] is Challenge or Source or GoldSource;
}
