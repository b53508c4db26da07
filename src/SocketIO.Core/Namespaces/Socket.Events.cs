using System.Text;
using SocketIO.Core.Diagnostics;
using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <content>Receiving: handlers, dispatch in order, acknowledgements, the end.</content>
public sealed partial class Socket
{
    private Dictionary<string, Func<SocketEvent, ValueTask>[]>? _handlers;
    private Func<SocketEvent, ValueTask>[] _anyHandlers = [];
    private Func<string, ValueTask>[] _disconnecting = [];
    private Func<string, ValueTask>[] _disconnected = [];
    private int _running;
    private TaskCompletionSource? _slot;

    /// <summary>Adds a handler for an event. Several run in the order they were added.</summary>
    /// <param name="eventName">The name.</param>
    /// <param name="handler">
    /// Called for each event in the order of arrival. One that goes on asynchronously does not hold up the next event; one that throws is
    /// logged.
    /// </param>
    public void On(string eventName, Func<SocketEvent, ValueTask> handler)
    {
        lock (_gate)
        {
            _handlers ??= new Dictionary<string, Func<SocketEvent, ValueTask>[]>(StringComparer.Ordinal);
            _handlers[eventName] = _handlers.TryGetValue(eventName, out var present) ? [.. present, handler] : [handler];
        }
    }

    /// <summary>Adds a handler for an event with one argument.</summary>
    /// <typeparam name="T">The type of the argument.</typeparam>
    /// <param name="eventName">The name.</param>
    /// <param name="handler">The handler.</param>
    public void On<T>(string eventName, Func<SocketEvent, T?, ValueTask> handler) => On(eventName, e => handler(e, e.Get<T>(0)));

    /// <summary>Adds a handler for an event with two arguments.</summary>
    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <param name="eventName">The name.</param>
    /// <param name="handler">The handler.</param>
    public void On<T1, T2>(string eventName, Func<SocketEvent, T1?, T2?, ValueTask> handler) =>
        On(eventName, e => handler(e, e.Get<T1>(0), e.Get<T2>(1)));

    /// <summary>Adds a handler for an event with three arguments.</summary>
    /// <typeparam name="T1">The type of the first argument.</typeparam>
    /// <typeparam name="T2">The type of the second argument.</typeparam>
    /// <typeparam name="T3">The type of the third argument.</typeparam>
    /// <param name="eventName">The name.</param>
    /// <param name="handler">The handler.</param>
    public void On<T1, T2, T3>(string eventName, Func<SocketEvent, T1?, T2?, T3?, ValueTask> handler) =>
        On(eventName, e => handler(e, e.Get<T1>(0), e.Get<T2>(1), e.Get<T3>(2)));

    /// <summary>Removes a handler that was added with <see cref="On(string, Func{SocketEvent, ValueTask})"/>.</summary>
    /// <param name="eventName">The name.</param>
    /// <param name="handler">The handler; null removes all of the event.</param>
    public void Off(string eventName, Func<SocketEvent, ValueTask>? handler = null)
    {
        lock (_gate)
        {
            if (_handlers is null || !_handlers.TryGetValue(eventName, out var present))
            {
                return;
            }

            var left = handler is null ? [] : Array.FindAll(present, other => other != handler);
            if (left.Length == 0)
            {
                _handlers.Remove(eventName);
            }
            else
            {
                _handlers[eventName] = left;
            }
        }
    }

    /// <summary>Adds a handler for every event. It runs before the handlers of the name.</summary>
    /// <param name="handler">The handler.</param>
    public void OnAny(Func<SocketEvent, ValueTask> handler)
    {
        lock (_gate)
        {
            _anyHandlers = [.. _anyHandlers, handler];
        }
    }

    /// <summary>Removes a handler that was added with <see cref="OnAny"/>.</summary>
    /// <param name="handler">The handler; null removes all.</param>
    public void OffAny(Func<SocketEvent, ValueTask>? handler = null)
    {
        lock (_gate)
        {
            _anyHandlers = handler is null ? [] : Array.FindAll(_anyHandlers, other => other != handler);
        }
    }

    /// <summary>Adds a handler that runs when the socket is about to leave; its rooms are still there.</summary>
    /// <param name="handler">Takes the reason, one of <see cref="CloseReasons"/>.</param>
    public void OnDisconnecting(Func<string, ValueTask> handler)
    {
        lock (_gate)
        {
            _disconnecting = [.. _disconnecting, handler];
        }
    }

    /// <summary>Adds a handler that runs when the socket has left.</summary>
    /// <param name="handler">Takes the reason, one of <see cref="CloseReasons"/>.</param>
    public void OnDisconnect(Func<string, ValueTask> handler)
    {
        lock (_gate)
        {
            _disconnected = [.. _disconnected, handler];
        }
    }

    /// <summary>Runs the handlers of an event. A pending result asks the reader to wait.</summary>
    internal ValueTask Dispatch(in DecodedPacket packet)
    {
        // An event without a payload is legal and has no name.
        if (!Connected || packet.Json is null)
        {
            return ValueTask.CompletedTask;
        }

        var server = Namespace.Server;
        var json = packet.Json.AsSpan(packet.Values[0], packet.Values[1] - packet.Values[0]);
        var named = FindHandlers(json, out var name);
        var any = _anyHandlers;
        if (any.Length == 0 && named.Length == 0)
        {
            return ValueTask.CompletedTask;
        }

        name ??= SocketEvent.ReadName(json);
        var received = new SocketEvent(this, name, in packet, server.Encoder.Options, server.Options.MaxDepth);
        RunHandlers(any, named, received);

        var isFull = System.Threading.Volatile.Read(ref _running) >= server.Options.MaxConcurrentHandlers;
        return isFull ? WaitForSlotAsync() : ValueTask.CompletedTask;
    }

    internal void OnAck(in DecodedPacket packet)
    {
        PendingAck? ack = null;
        lock (_gate)
        {
            _acks?.Remove(packet.Id, out ack);
        }

        var server = Namespace.Server;
        ack?.Complete(this, new SocketArguments(in packet, skip: 0, server.Encoder.Options, server.Options.MaxDepth));
    }

    /// <summary>The CONNECT answer is queued; from now on the socket sends and is reached by broadcasts.</summary>
    internal void Start() => Connected = true;

    /// <summary>The handlers of the connection have run to their first await.</summary>
    internal void Started()
    {
        string? reason;
        lock (_gate)
        {
            _isStarting = false;
            reason = _deferredClose;
        }

        if (reason is not null)
        {
            Close(reason);
        }
    }

    /// <summary>The connection ended. Waits for <see cref="Started"/>, so that no handler of the end is missed.</summary>
    internal void OnConnectionClosed(string reason)
    {
        lock (_gate)
        {
            if (_isStarting)
            {
                _deferredClose = reason;
                return;
            }
        }

        Close(reason);
    }

    internal void Close(string reason)
    {
        lock (_gate)
        {
            if (!Connected || _isClosing)
            {
                return;
            }

            _isClosing = true;
        }

        RunAll(_disconnecting, reason, "disconnecting");
        Namespace.Remove(this, reason);
        Connection.Remove(this);
        Dictionary<long, PendingAck>? acks;
        lock (_gate)
        {
            Connected = false;
            acks = _acks;
            _acks = null;
        }

        foreach (var ack in acks?.Values.ToArray() ?? [])
        {
            ack.Disconnected(this);
        }

        Namespace.Server.Log.Disconnected(Id, Namespace.Name, reason);
        RunAll(_disconnected, reason, "disconnect");
    }

    private Func<SocketEvent, ValueTask>[] FindHandlers(ReadOnlySpan<byte> json, out string? name)
    {
        name = null;
        Span<char> characters = stackalloc char[128];
        lock (_gate)
        {
            if (_handlers is null)
            {
                return [];
            }

            if (json.Length <= characters.Length && json[0] == (byte)'"' && !json.Contains((byte)'\\'))
            {
                var length = Encoding.UTF8.GetChars(json[1..^1], characters);
                return _handlers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(characters[..length], out name, out var found) ? found : [];
            }

            name = SocketEvent.ReadName(json);
            return _handlers.GetValueOrDefault(name) ?? [];
        }
    }

    private void RunHandlers(Func<SocketEvent, ValueTask>[] any, Func<SocketEvent, ValueTask>[] named, SocketEvent received)
    {
        using var activity = SocketIOMetrics.Activities.HasListeners() ? SocketIOMetrics.Activities.StartActivity(received.Name) : null;
        foreach (var handler in any)
        {
            Run(handler, received);
        }

        foreach (var handler in named)
        {
            Run(handler, received);
        }
    }

    private void Run(Func<SocketEvent, ValueTask> handler, SocketEvent received)
    {
        try
        {
            var task = handler(received);
            if (task.IsCompletedSuccessfully)
            {
                task.GetAwaiter().GetResult();
                return;
            }

            Interlocked.Increment(ref _running);
            _ = FinishAsync(task, received.Name);
        }
        catch (Exception exception)
        {
            Namespace.Server.Log.HandlerFailed(exception, received.Name);
        }
    }

    private async Task FinishAsync(ValueTask task, string name)
    {
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            Namespace.Server.Log.HandlerFailed(exception, name);
        }

        TaskCompletionSource? slot;
        lock (_gate)
        {
            _running--;
            slot = _slot;
            _slot = null;
        }

        slot?.TrySetResult();
    }

    private async ValueTask WaitForSlotAsync()
    {
        while (true)
        {
            Task free;
            lock (_gate)
            {
                if (_running < Namespace.Server.Options.MaxConcurrentHandlers || !Connected)
                {
                    return;
                }

                _slot ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                free = _slot.Task;
            }

            await free;
        }
    }

    private void RunAll(Func<string, ValueTask>[] handlers, string reason, string kind)
    {
        foreach (var handler in handlers)
        {
            Namespace.Server.Guard(() => handler(reason), kind);
        }
    }
}
