using System.Text.Json;

namespace SocketIO.Core.EchoHost;

/// <summary>What the host does with the events of a socket.</summary>
public static class EchoHandlers
{
    private static readonly RawJson EmptyObject = new("{}");

    /// <summary>Sets the namespaces and their handlers.</summary>
    public static void Map(SocketIOServer server)
    {
        server.Of("/").OnConnection(OnConnectionAsync);
        server.Of("/custom").OnConnection(OnConnectionAsync);
        var restricted = server.Of("/restricted");
        restricted.OnConnection(OnConnectionAsync);
        restricted.Use(socket => ValueTask.FromResult(
            IsLetIn(socket.Handshake.Auth)
                ? null
                : new ConnectRefusal("Not authorized", new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = "E_AUTH" })));
    }

    private static bool IsLetIn(JsonElement? auth)
    {
        try
        {
            return auth is { } payload && payload.TryGetProperty("token"u8, out var token) &&
                token.ValueKind == JsonValueKind.String && token.ValueEquals("let-me-in"u8);
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate is legal in JSON, but no text.
            return false;
        }
    }

    private static ValueTask OnConnectionAsync(Socket socket)
    {
        socket.On("message", e => socket.EmitAsync("message-back", e.Forward));
        socket.On("message-with-ack", e => e.AckAsync(e.Forward));
        socket.On("ask-me", AskAsync);
        socket.On<double>("burst", BurstAsync);
        socket.On("kick", e => socket.DisconnectAsync(closeConnection: e[0].ValueKind == JsonValueKind.True));
        return socket.EmitAsync("auth", socket.Handshake.Auth is { } auth ? auth : EmptyObject);
    }

    private static async ValueTask AskAsync(SocketEvent asked)
    {
        var answer = await asked.Socket.EmitWithAckAsync<SocketArguments>("question", asked.Forward);
        await asked.Socket.EmitAsync("answer", answer.Forward);
    }

    private static async ValueTask BurstAsync(SocketEvent asked, double count)
    {
        for (var i = 0; i < Math.Min(count, 10_000); i++)
        {
            await asked.Socket.EmitAsync("burst-item", i);
        }
    }
}
