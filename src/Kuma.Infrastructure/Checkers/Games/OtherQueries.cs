using System.Buffers.Binary;
using System.Text;

namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>Unreal Engine 2 servers.</summary>
internal static class UnrealQuery
{
    private const int NameAfterPorts = 8;

    public static async Task<GameAnswer> AskAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        var answer = await line.AskAsync([0x79, 0, 0, 0, 0], static datagram => datagram.Length > 10 && datagram[4] == 0, cancellationToken);
        var at = 9; // Head, then the server's number.
        Text(answer, ref at); // Its address.
        at += NameAfterPorts;
        return line.Answer(Text(answer, ref at));
    }

    /// <summary>A length, then so many letters; UTF-16 when its highest bit is set.</summary>
    private static string Text(byte[] datagram, ref int at)
    {
        if (at >= datagram.Length)
        {
            return "";
        }

        int length = datagram[at++];
        var wide = length >= 0x80;
        var end = Math.Min(datagram.Length, at + (wide ? (length & 0x7F) * 2 : length));
        var text = wide ? Encoding.Unicode.GetString(datagram[at..end]) : GameBytes.Text(datagram.AsSpan(at..end));
        at = end;
        return text.TrimEnd('\0');
    }
}

/// <summary>The All-Seeing Eye's protocol.</summary>
internal static class AseQuery
{
    public static async Task<GameAnswer> AskAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        var answer = await line.AskAsync("s"u8.ToArray(), static datagram => GameBytes.StartsWith(datagram, "EYE1"u8), cancellationToken);
        var at = 4;
        Text(answer, ref at); // The game.
        Text(answer, ref at); // The port.
        return line.Answer(Text(answer, ref at));
    }

    /// <summary>The length counts itself.</summary>
    private static string Text(byte[] datagram, ref int at)
    {
        var end = at < datagram.Length ? Math.Min(datagram.Length, at + Math.Max((byte)1, datagram[at])) : datagram.Length;
        var text = at + 1 <= end ? GameBytes.Text(datagram.AsSpan((at + 1)..end)) : "";
        at = end;
        return text;
    }
}

/// <summary>San Andreas Multiplayer and Vice City Multiplayer.</summary>
internal static class SampQuery
{
    private const int Head = 11;
    private const int NameAt = Head + 5;

    public static GameQuery Of(string magic, int skip) => async (target, time, cancellationToken) =>
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        var address = line.EndPoint.Address.MapToIPv4().GetAddressBytes();
        byte[] question = [.. GameBytes.Latin(magic), .. address, (byte)target.Port, (byte)(target.Port >> 8), (byte)'i'];
        var answer = await line.AskAsync(
            question, datagram => datagram.Length >= NameAt + skip + 4 && datagram[10] == (byte)'i', cancellationToken);
        var at = NameAt + skip;
        var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(at)), (uint)(answer.Length - at - 4));
        return line.Answer(GameBytes.Text(answer.AsSpan(at + 4, length)));
    };
}

/// <summary>Mumble's ping: it proves a server, but tells no name.</summary>
internal static class MumbleQuery
{
    private static readonly byte[] Mark = "kumakuma"u8.ToArray();

    public static async Task<GameAnswer> AskAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        using var line = await GameLine.OpenAsync(target, time, cancellationToken);
        await line.AskAsync([0, 0, 0, 0, .. Mark], static datagram => datagram.Length >= 24 && datagram.AsSpan(4, 8).SequenceEqual(Mark), cancellationToken);
        return line.Answer("");
    }
}
