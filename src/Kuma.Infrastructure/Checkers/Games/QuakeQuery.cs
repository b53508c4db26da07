namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>Status requests of id Software's engines and their descendants.</summary>
internal static class QuakeQuery
{
    private static readonly byte[] OutOfBand = [0xFF, 0xFF, 0xFF, 0xFF];

    /// <summary>A request answered with <c>\key\value</c> pairs.</summary>
    /// <param name="request">The command.</param>
    /// <param name="reply">The word that the answer begins with.</param>
    /// <param name="keys">The keys that may hold the name, the best first.</param>
    public static GameQuery Status(string request, string reply, params string[] keys) => async (target, time, cancellationToken) =>
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        byte[] start = [.. OutOfBand, .. GameBytes.Latin(reply)];
        var answer = await line.AskAsync(
            [.. OutOfBand, .. GameBytes.Latin(request), 0], datagram => datagram.AsSpan().StartsWith(start), cancellationToken);
        return line.Answer(keys.Select(key => GameBytes.Backslashed(answer[start.Length..], key)).FirstOrDefault(name => name is not null) ?? "");
    };

    /// <summary>Doom 3, Quake 4, Prey and Enemy Territory: pairs that end with zeros, somewhere behind the head.</summary>
    public static async Task<GameAnswer> AskDoom3Async(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        var answer = await line.AskAsync(
            [0xFF, 0xFF, .. "getInfoPiNGPoNg"u8, 0],
            static datagram => GameBytes.StartsWith(datagram, [0xFF, 0xFF, .. "infoResponse"u8]),
            cancellationToken);
        var at = answer.AsSpan().IndexOf("si_name\0"u8);
        if (at < 0)
        {
            return line.Answer("");
        }

        at += "si_name\0".Length;
        return line.Answer(GameBytes.ZeroEnded(answer, ref at));
    }
}
