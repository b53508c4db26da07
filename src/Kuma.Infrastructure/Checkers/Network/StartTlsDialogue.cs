using System.Net.Sockets;
using System.Security;
using System.Text;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>What is said before a plain connection turns to TLS: SMTP, IMAP or XMPP, told apart by how the server begins.</summary>
internal sealed class StartTlsDialogue(NetworkStream stream, string host, TimeProvider time)
{
    private const int MaxReply = 16 * 1024;

    /// <summary>XMPP servers wait for the client; all others greet.</summary>
    private static readonly TimeSpan Greeting = TimeSpan.FromMilliseconds(1500);

    private readonly byte[] _buffer = new byte[4096];
    private bool _asked;

    /// <summary>Talks until the server is ready for a handshake.</summary>
    /// <exception cref="CheckFailedException">The server says something else.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var first = ReadAsync(cancellationToken);
        if (await Task.WhenAny(first, Task.Delay(Greeting, time, cancellationToken)) != first)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await SendAsync(
                $"<?xml version='1.0'?><stream:stream to='{SecurityElement.Escape(host)}' xmlns='jabber:client' " +
                "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>",
                cancellationToken);
        }

        for (var reply = await first; !IsReady(reply); reply = await ReadAsync(cancellationToken))
        {
            if (Answer(reply) is { } answer)
            {
                await SendAsync(answer, cancellationToken);
            }
        }
    }

    private bool IsReady(string reply) =>
        reply.Contains("start tls", StringComparison.OrdinalIgnoreCase)
        || reply.Contains("begin tls", StringComparison.OrdinalIgnoreCase)
        || reply.Contains("<proceed", StringComparison.Ordinal)
        || (_asked && (reply.StartsWith("220", StringComparison.Ordinal) || reply.StartsWith("a001 OK", StringComparison.Ordinal)));

    /// <summary>What to say next; <c>null</c> to listen on.</summary>
    private string? Answer(string reply)
    {
        if (!_asked && (reply.StartsWith("220", StringComparison.Ordinal) || reply.Contains("ESMTP", StringComparison.Ordinal)))
        {
            return $"EHLO {host}\r\n";
        }

        if (Has("250-STARTTLS") || Has("250 STARTTLS"))
        {
            return Ask("STARTTLS\r\n");
        }

        if (!_asked && (Has("* OK") || (Has("CAPABILITY") && Has("STARTTLS"))))
        {
            return Ask("a001 STARTTLS\r\n");
        }

        if (Has("<starttls"))
        {
            return Ask("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        }

        return Has("<stream:") || Has("</stream:") || Has("<?xml") ? null : throw new CheckFailedException($"Unexpected response: {reply.Trim()}");

        bool Has(string text) => reply.Contains(text, StringComparison.Ordinal);
    }

    private string Ask(string text)
    {
        _asked = true;
        return text;
    }

    /// <summary>A whole reply: SMTP's go on while their lines have a dash behind the number.</summary>
    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var reply = new StringBuilder();
        while (reply.Length < MaxReply)
        {
            var read = await stream.ReadAsync(_buffer, cancellationToken);
            if (read == 0)
            {
                throw new CheckFailedException(reply.Length == 0 ? "socket hang up" : $"Unexpected response: {reply.ToString().Trim()}");
            }

            reply.Append(Encoding.UTF8.GetString(_buffer, 0, read));
            var text = reply.ToString();
            if (text.EndsWith('>') || (text.EndsWith('\n') && !GoesOn(text)))
            {
                return text;
            }
        }

        return reply.ToString();
    }

    private static bool GoesOn(string text)
    {
        var lastLine = text.AsSpan().TrimEnd();
        lastLine = lastLine[(lastLine.LastIndexOf('\n') + 1)..];
        return lastLine is [>= '0' and <= '9', _, _, '-', ..];
    }

    private async Task SendAsync(string text, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
}
