using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Kuma.Infrastructure.Notifications.NostrProtocol;

/// <summary>A connection to a relay: publishes events and waits for its yes; answers its question who is there (NIP-42).</summary>
internal sealed class NostrRelay : IAsyncDisposable
{
    private const int AuthenticationKind = 22242;
    private const int MessageLimit = 256 * 1024;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMilliseconds(4400);

    private readonly ClientWebSocket _socket = new();
    private readonly Uri _address;
    private readonly TimeProvider _time;
    private string? _challenge;
    private bool _isKnown;

    private NostrRelay(Uri address, TimeProvider time)
    {
        _address = address;
        _time = time;
    }

    public static async Task<NostrRelay> ConnectAsync(Uri address, TimeProvider time, CancellationToken cancellationToken)
    {
        var relay = new NostrRelay(address, time);
        try
        {
            relay._socket.Options.Proxy = null;
            using var deadline = new CancellationTokenSource(ConnectLimit, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            await relay._socket.ConnectAsync(address, linked.Token);
            return relay;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            relay._socket.Dispose();
            throw new TimeoutException("connection timed out", e);
        }
        catch
        {
            relay._socket.Dispose();
            throw;
        }
    }

    /// <summary>Publishes; after a refusal once more, when the relay has asked who is there with the answer first.</summary>
    public async Task<bool> PublishAsync(NostrEvent published, byte[] sender, Notice notice, CancellationToken cancellationToken)
    {
        if (await SendAsync("EVENT", published, cancellationToken))
        {
            return true;
        }

        if (_challenge is not { } challenge || _isKnown)
        {
            return await SendAsync("EVENT", published, cancellationToken);
        }

        _isKnown = true;
        var answer = new NostrEvent(
            Convert.ToHexStringLower(Secp256k1.PublicKey(sender)),
            notice.Now.ToUnixTimeSeconds(),
            AuthenticationKind,
            [["relay", _address.OriginalString], ["challenge", challenge]],
            "");
        return await SendAsync("AUTH", answer.Signed(sender, notice.Random(32)), cancellationToken)
            && await SendAsync("EVENT", published, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State is WebSocketState.Open)
        {
            using var deadline = new CancellationTokenSource(AnswerLimit, _time);
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                _socket.Abort();
            }
        }

        _socket.Dispose();
    }

    /// <summary>Sends an event and waits for the relay's word on it.</summary>
    private async Task<bool> SendAsync(string verb, NostrEvent sent, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(AnswerLimit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes($"[\"{verb}\",{sent.ToJson()}]"), WebSocketMessageType.Text, endOfMessage: true, linked.Token);
            while (true)
            {
                var message = await ReceiveAsync(linked.Token);
                var heard = message.Length > 0 ? Fields.Print(message[0]) : "";
                if (heard is "AUTH" && message.Length > 1)
                {
                    _challenge = Fields.Print(message[1]);
                }
                else if (heard is "OK" && message.Length > 2 && Fields.Print(message[1]) == sent.Id)
                {
                    return message[2].ValueKind is JsonValueKind.True;
                }
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("publish timed out", e);
        }
    }

    private async Task<JsonElement[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MessageLimit];
        var length = 0;
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(new ArraySegment<byte>(buffer, length, buffer.Length - length), cancellationToken);
            length += part.Count;
            if (part.MessageType is WebSocketMessageType.Close || length == buffer.Length)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }
        }
        while (!part.EndOfMessage);
        return Http.JsonText.Parse(Encoding.UTF8.GetString(buffer, 0, length)) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray()]
            : [];
    }
}
