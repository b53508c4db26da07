using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Kuma.Testing;

/// <summary>A Socket.IO client that keeps the order of what it hears: for tests that care what comes before what.</summary>
public sealed class WireClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private int _lastAck;

    private WireClient()
    {
    }

    /// <summary>Everything heard so far: events by name, acknowledgements as <c>ack</c>.</summary>
    public List<(string Name, JsonArray Arguments)> Heard { get; } = [];

    /// <summary>Connects and waits for what the server says first, up to <paramref name="until"/>.</summary>
    /// <param name="address">The server.</param>
    /// <param name="until">The event to wait for; <c>null</c> for none.</param>
    /// <param name="auth">JSON that goes with CONNECT.</param>
    /// <param name="headers">Further headers of the handshake.</param>
    public static async Task<WireClient> ConnectAsync(
        Uri address, string? until = "loginRequired", string auth = "", params (string Name, string Value)[] headers)
    {
        var client = new WireClient();
        foreach (var (name, value) in headers)
        {
            client._socket.Options.SetRequestHeader(name, value);
        }

        var target = new UriBuilder(address) { Scheme = "ws", Path = "/socket.io/", Query = "EIO=4&transport=websocket" };
        using var deadline = new CancellationTokenSource(Patience);
        await client._socket.ConnectAsync(target.Uri, deadline.Token);
        await client.ReceiveAsync();
        await client.SendRawAsync("40" + auth);
        await client.ReceiveAsync();
        if (until is not null)
        {
            await client.HearAsync(until);
        }

        return client;
    }

    /// <summary>Sends an event and returns the first argument of its acknowledgement; <c>null</c> when it has none.</summary>
    public async Task<JsonNode?> CallAsync(string name, params JsonNode?[] arguments)
    {
        var id = ++_lastAck;
        await SendRawAsync($"42{id.ToString(CultureInfo.InvariantCulture)}{Encode(name, arguments)}");
        var answer = await ReadUntilAsync(message => message.Name is "ack" && message.Id == id);
        return answer.Arguments.Count > 0 ? answer.Arguments[0] : null;
    }

    /// <summary>Sends an event without asking for an acknowledgement.</summary>
    public Task SendAsync(string name, params JsonNode?[] arguments) => SendRawAsync("42" + Encode(name, arguments));

    public async Task SendRawAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, deadline.Token);
    }

    /// <summary>Waits for an event.</summary>
    public async Task<JsonArray> HearAsync(string name) => (await ReadUntilAsync(message => message.Name == name)).Arguments;

    /// <summary>True when the server has ended the connection.</summary>
    public async Task<bool> IsEndedAsync()
    {
        try
        {
            await ReadUntilAsync(_ => false);
            return false;
        }
        catch (WebSocketException)
        {
            return true;
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Encode(string name, JsonNode?[] arguments) =>
        new JsonArray([name, .. arguments.Select(argument => argument?.DeepClone())]).ToJsonString();

    private async Task<(string Name, int Id, JsonArray Arguments)> ReadUntilAsync(
        Func<(string Name, int Id, JsonArray Arguments), bool> isWanted)
    {
        while (true)
        {
            var text = await ReceiveAsync();
            if (text is "2")
            {
                await SendRawAsync("3");
                continue;
            }

            if (Parse(text) is not { } message)
            {
                continue;
            }

            Heard.Add((message.Name, message.Arguments));
            if (isWanted(message))
            {
                return message;
            }
        }
    }

    private static (string Name, int Id, JsonArray Arguments)? Parse(string text)
    {
        var start = text.IndexOf('[', StringComparison.Ordinal);
        if (start < 2 || text[0] is not '4' || text[1] is not ('2' or '3'))
        {
            return text.StartsWith("41", StringComparison.Ordinal) ? throw new WebSocketException("The server has ended the connection.") : null;
        }

        var arguments = JsonNode.Parse(text[start..], documentOptions: new() { MaxDepth = 2_000 })!.AsArray();
        if (text[1] is '3')
        {
            return ("ack", int.Parse(text.AsSpan(2, start - 2), CultureInfo.InvariantCulture), arguments);
        }

        var name = arguments[0]!.GetValue<string>();
        arguments.RemoveAt(0);
        return (name, 0, arguments);
    }

    private async Task<string> ReceiveAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        using var text = new MemoryStream();
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, deadline.Token);
            if (part.MessageType is WebSocketMessageType.Close)
            {
                throw new WebSocketException("The server has closed the connection.");
            }

            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
