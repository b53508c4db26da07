using System.Net.Sockets;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>Where a game server is asked.</summary>
internal sealed record GameTarget(string Host, int Port);

/// <summary>What a game server says of itself.</summary>
/// <param name="Name">The server's name; empty where the protocol has none.</param>
/// <param name="Ping">Milliseconds from the first question to its answer.</param>
internal sealed record GameAnswer(string Name, double Ping);

/// <summary>Questions and answers over UDP, two seconds each; the first one's time is the ping.</summary>
internal sealed class GameLine(UdpPeer peer, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Milliseconds.</summary>
    public double? Ping { get; private set; }

    public System.Net.IPEndPoint EndPoint => peer.EndPoint;

    public static async Task<GameLine> OpenAsync(GameTarget target, TimeProvider time, CancellationToken cancellationToken) =>
        new(await UdpPeer.OpenAsync(target.Host, target.Port, cancellationToken), time);

    /// <summary>Sends a question and returns the first answer that is one.</summary>
    /// <param name="question">The datagram.</param>
    /// <param name="isAnswer">Tells an answer from late or foreign ones.</param>
    /// <param name="cancellationToken">The attempt's limit.</param>
    /// <exception cref="GameSilenceException">Nothing came in time.</exception>
    public async Task<byte[]> AskAsync(byte[] question, Func<byte[], bool> isAnswer, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(Patience, time, cancellationToken);
        var start = time.GetTimestamp();
        try
        {
            await peer.SendAsync(question, deadline.Token);
            while (true)
            {
                var answer = await peer.ReceiveAsync(deadline.Token);
                if (isAnswer(answer))
                {
                    Ping ??= time.GetElapsedTime(start).TotalMilliseconds;
                    return answer;
                }
            }
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new GameSilenceException("UDP - timed out", e);
        }
        catch (SocketException e)
        {
            throw new GameSilenceException(SocketErrors.Name(e.SocketErrorCode), e);
        }
    }

    public GameAnswer Answer(string name) => new(name, Math.Round(Ping ?? 0));

    public void Dispose() => peer.Dispose();
}

/// <summary>One attempt came to nothing; the next port may answer.</summary>
internal sealed class GameSilenceException(string message, Exception? inner = null) : Exception(message, inner);
