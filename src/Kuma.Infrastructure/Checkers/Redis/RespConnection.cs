using System.Globalization;
using System.Text;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Redis;

/// <summary>Commands and their simple answers in RESP, the protocol of Redis.</summary>
internal sealed class RespConnection(Stream stream)
{
    private const int LineLimit = 4096;

    /// <summary>Sends a command; its answer as text.</summary>
    /// <exception cref="CheckFailedException">The server refuses it, or it is no Redis server.</exception>
    public async Task<string> SendAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"*{command.Count}\r\n");
        foreach (var part in command)
        {
            text.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        var line = await ReadLineAsync(cancellationToken);
        return line switch
        {
            ['+' or ':', .. var answer] => answer,
            ['-', .. var refusal] => throw new CheckFailedException(refusal),
            ['$', ..] => await ReadLineAsync(cancellationToken),
            _ => throw new CheckFailedException("Protocol error, the answer is not that of a Redis server"),
        };
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>(64);
        var one = new byte[1];
        while (line.Count < LineLimit)
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                throw new CheckFailedException("Socket closed unexpectedly");
            }

            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        throw new CheckFailedException("Protocol error, the answer is not that of a Redis server");
    }
}
