using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <content>The handlers, acknowledgements, the end.</content>
public sealed partial class Socket
{
    private HandlerTable _handlers;
    private Func<SocketEvent, ValueTask>[] _anyHandlers = [];
    private Func<string, ValueTask>[] _disconnecting = [];
    private Func<string, ValueTask>[] _disconnected = [];

    /// <summary>Adds a handler for an event. Several run in the order they were added.</summary>
    /// <param name="eventName">The name.</param>
    /// <param name="handler">
    /// Called for each event in the order of arrival. One that goes on asynchronously does not hold up the next event; one that throws is
    /// logged.
    /// </param>
    public void On(string eventName, Func<SocketEvent, ValueTask> handler)
    {
        lock (Gate)
        {
            _handlers.Add(eventName, handler);
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
        lock (Gate)
        {
            _handlers.Remove(eventName, handler);
        }
    }

    /// <summary>Adds a handler for every event. It runs before the handlers of the name.</summary>
    /// <param name="handler">The handler.</param>
    public void OnAny(Func<SocketEvent, ValueTask> handler)
    {
        lock (Gate)
        {
            _anyHandlers = [.. _anyHandlers, handler];
        }
    }

    /// <summary>Removes a handler that was added with <see cref="OnAny"/>.</summary>
    /// <param name="handler">The handler; null removes all.</param>
    public void OffAny(Func<SocketEvent, ValueTask>? handler = null)
    {
        lock (Gate)
        {
            _anyHandlers = handler is null ? [] : Array.FindAll(_anyHandlers, other => other != handler);
        }
    }

    /// <summary>Adds a handler that runs when the socket is about to leave; its rooms are still there.</summary>
    /// <param name="handler">Takes the reason, one of <see cref="CloseReasons"/>.</param>
    public void OnDisconnecting(Func<string, ValueTask> handler)
    {
        lock (Gate)
        {
            _disconnecting = [.. _disconnecting, handler];
        }
    }

    /// <summary>Adds a handler that runs when the socket has left.</summary>
    /// <param name="handler">Takes the reason, one of <see cref="CloseReasons"/>.</param>
    public void OnDisconnect(Func<string, ValueTask> handler)
    {
        lock (Gate)
        {
            _disconnected = [.. _disconnected, handler];
        }
    }

    internal void OnAck(in DecodedPacket packet)
    {
        PendingAck? ack = null;
        lock (Gate)
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
        lock (Gate)
        {
            _isStarting = false;
            reason = _deferredClose;
        }

        if (reason is not null)
        {
            Close(reason);
        }
    }

    /// <summary>The adapter failed in the middle of bringing the socket in: it was never there.</summary>
    internal void Discard()
    {
        Connected = false;
        Namespace.Forget(this);
    }

    /// <summary>The connection ended. Waits for <see cref="Started"/>, so that no handler of the end is missed.</summary>
    internal void OnConnectionClosed(string reason)
    {
        lock (Gate)
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
        lock (Gate)
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
        lock (Gate)
        {
            Connected = false;
            acks = _acks;
            _acks = null;
        }

        DropWaiting();
        foreach (var ack in acks?.Values.ToArray() ?? [])
        {
            ack.Disconnected(this);
        }

        Namespace.Server.Log.Disconnected(Id, Namespace.Name, reason);
        RunAll(_disconnected, reason, "disconnect");
    }

    private void RunAll(Func<string, ValueTask>[] handlers, string reason, string kind)
    {
        foreach (var handler in handlers)
        {
            Namespace.Server.Guard(() => handler(reason), kind);
        }
    }
}
