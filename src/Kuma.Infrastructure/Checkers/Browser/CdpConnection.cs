using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Browser;

/// <summary>A connection to a browser in its DevTools protocol (chromedevtools.github.io): commands with answers, and events by session.</summary>
internal sealed class CdpConnection : IAsyncDisposable
{
    private const int MessageLimit = 64 * 1024 * 1024;

    private readonly ClientWebSocket _socket;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly ConcurrentDictionary<string, Action<string, JsonElement>> _listeners = new(StringComparer.Ordinal);
    private readonly Task _receiving;
    private int _lastId;
    private volatile bool _closed;

    private CdpConnection(ClientWebSocket socket)
    {
        _socket = socket;
        _receiving = ReceiveAsync();
    }

    public bool IsOpen => !_closed;

    /// <exception cref="CheckFailedException">There is no browser.</exception>
    public static async Task<CdpConnection> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new CdpConnection(socket);
        }
        catch (WebSocketException e)
        {
            socket.Dispose();
            throw new CheckFailedException($"The browser cannot be reached: {Http.NetworkErrors.Describe(e)}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Hears the events of a session until the answer is disposed of.</summary>
    public IDisposable Listen(string session, Action<string, JsonElement> listener)
    {
        _listeners[session] = listener;
        return new Listening(_listeners, session);
    }

    /// <summary>Sends a command; its result.</summary>
    /// <exception cref="CheckFailedException">The browser refuses it, or is gone.</exception>
    public async Task<JsonElement> SendAsync(string method, JsonObject? parameters, string? session, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            if (_closed)
            {
                throw Gone();
            }

            var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
            if (session is not null)
            {
                message["sessionId"] = session;
            }

            await _sending.WaitAsync(cancellationToken);
            try
            {
                await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
            catch (WebSocketException e)
            {
                throw Gone(e);
            }
            finally
            {
                _sending.Release();
            }

            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _sending.Dispose();
        _stop.Dispose();
    }

    private static CheckFailedException Gone(Exception? inner = null) =>
        inner is null ? new CheckFailedException("The browser has gone away") : new CheckFailedException("The browser has gone away", inner);

    private async Task ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                message.ResetWrittenCount();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(message.GetMemory(16 * 1024), _stop.Token);
                    message.Advance(part.Count);
                }
                while (!part.EndOfMessage && message.WrittenCount < MessageLimit);
                if (part.MessageType is WebSocketMessageType.Close || message.WrittenCount >= MessageLimit)
                {
                    return;
                }

                Take(message.WrittenMemory);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Whoever waits is told below.
        }
        finally
        {
            _closed = true;
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetException(Gone());
            }

            foreach (var listener in _listeners.Values)
            {
                listener("closed", default);
            }
        }
    }

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var message = document.RootElement;
        if (message.TryGetProperty("id", out var id))
        {
            if (!_waiting.TryGetValue(id.GetInt32(), out var waiting))
            {
                return;
            }

            if (message.TryGetProperty("error", out var error))
            {
                waiting.TrySetException(new CheckFailedException($"The browser refuses: {error.GetProperty("message")}"));
            }
            else
            {
                waiting.TrySetResult(message.GetProperty("result").Clone());
            }
        }
        else if (message.TryGetProperty("sessionId", out var session) && _listeners.TryGetValue(session.GetString()!, out var listener))
        {
            listener(message.GetProperty("method").GetString()!, message.GetProperty("params").Clone());
        }
    }

    private sealed class Listening(ConcurrentDictionary<string, Action<string, JsonElement>> listeners, string session) : IDisposable
    {
        public void Dispose() => listeners.TryRemove(session, out _);
    }
}
