using System.Text;
using SocketIO.Core.Diagnostics;
using SocketIO.Core.Packets;

namespace SocketIO.Core;

/// <content>Dispatch: events in their order, not too many handlers at once.</content>
public sealed partial class Socket
{
    private int _running;
    private Queue<DecodedPacket>? _waiting;
    private long _waitingBytes;
    private bool _isCatchingUp;
    private TaskCompletionSource? _room;

    /// <summary>Runs the handlers of an event, now or when there is room for them. A pending result asks the reader to wait.</summary>
    internal ValueTask Dispatch(in DecodedPacket packet)
    {
        if (!Connected)
        {
            return ValueTask.CompletedTask;
        }

        if (System.Threading.Volatile.Read(ref _running) >= Namespace.Server.Options.MaxConcurrentHandlers || HasWaiting())
        {
            return Defer(in packet);
        }

        RunEvent(in packet);
        return ValueTask.CompletedTask;
    }

    private static int SizeOf(in DecodedPacket packet)
    {
        var size = packet.Json!.Length + 200;
        foreach (var attachment in packet.Attachments)
        {
            size += attachment.Length;
        }

        return size;
    }

    private bool HasWaiting()
    {
        // Only the reader puts events there, and the reader asks.
        if (_waiting is null)
        {
            return false;
        }

        lock (Gate)
        {
            return _isCatchingUp || _waiting is { Count: > 0 };
        }
    }

    /// <summary>Puts an event behind those that wait. Reading goes on: the handlers may be waiting for an acknowledgement.</summary>
    private ValueTask Defer(in DecodedPacket packet)
    {
        lock (Gate)
        {
            (_waiting ??= new Queue<DecodedPacket>()).Enqueue(packet);
            _waitingBytes += SizeOf(in packet);
        }

        CatchUp();
        return WaitForRoomAsync();
    }

    private async ValueTask WaitForRoomAsync()
    {
        var options = Namespace.Server.Options;
        while (true)
        {
            Task room;
            lock (Gate)
            {
                if (!Connected || _waiting is not { } waiting || waiting.Count <= 1 ||
                    (waiting.Count < options.MaxWaitingEvents && _waitingBytes < options.MaxWaitingBytes))
                {
                    return;
                }

                _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
            }

            await room;
        }
    }

    /// <summary>Runs what waits while there is room; one caller at a time, which keeps the order.</summary>
    private void CatchUp()
    {
        while (true)
        {
            DecodedPacket next;
            TaskCompletionSource? room;
            lock (Gate)
            {
                if (_isCatchingUp || _waiting is not { Count: > 0 } || _running >= Namespace.Server.Options.MaxConcurrentHandlers)
                {
                    return;
                }

                _isCatchingUp = true;
                next = _waiting.Dequeue();
                _waitingBytes -= SizeOf(in next);
                room = _room;
                _room = null;
            }

            room?.TrySetResult();
            if (Connected)
            {
                RunEvent(in next);
            }

            lock (Gate)
            {
                _isCatchingUp = false;
            }
        }
    }

    /// <summary>The socket left: nobody handles what still waits.</summary>
    private void DropWaiting()
    {
        TaskCompletionSource? room;
        lock (Gate)
        {
            _waiting = null;
            _waitingBytes = 0;
            room = _room;
            _room = null;
        }

        room?.TrySetResult();
    }

    private void RunEvent(in DecodedPacket packet)
    {
        var server = Namespace.Server;
        var json = packet.Json.AsSpan(packet.Values[0], packet.Values[1] - packet.Values[0]);
        var named = FindHandlers(json);
        var any = _anyHandlers;
        if (any.Length == 0 && named.Count == 0)
        {
            return;
        }

        var name = named.Name ?? SocketEvent.ReadName(json);
        var received = new SocketEvent(this, name, in packet, server.Encoder.Options, server.Options.MaxDepth);
        using var activity = SocketIOMetrics.Activities.HasListeners() ? StartActivity(name) : null;
        foreach (var handler in any)
        {
            Run(handler, received);
        }

        for (var i = 0; i < named.Count; i++)
        {
            Run(named[i], received);
        }
    }

    private System.Diagnostics.Activity? StartActivity(string name)
    {
        var activity = SocketIOMetrics.Activities.StartActivity($"{Namespace.Name} {name}", System.Diagnostics.ActivityKind.Consumer);
        activity?.SetTag("messaging.system", "socketio");
        activity?.SetTag("messaging.destination.name", Namespace.Name);
        activity?.SetTag("socketio.event", name);
        activity?.SetTag("socketio.socket.id", Id);
        return activity;
    }

    private HandlerList FindHandlers(ReadOnlySpan<byte> json)
    {
        Span<char> characters = stackalloc char[128];
        lock (Gate)
        {
            if (json.Length <= characters.Length && json[0] == (byte)'"' && !json.Contains((byte)'\\'))
            {
                var length = Encoding.UTF8.GetChars(json[1..^1], characters);
                return _handlers.Find(characters[..length]);
            }

            return _handlers.Find(SocketEvent.ReadName(json));
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
            OnHandlerFailed(exception, received.Name);
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
            OnHandlerFailed(exception, name);
        }

        Interlocked.Decrement(ref _running);
        CatchUp();
    }

    private void OnHandlerFailed(Exception exception, string name)
    {
        // Who waits for a client that leaves is told so by this; it is no fault of the handler.
        if (exception is SocketDisconnectedException && !Connected)
        {
            return;
        }

        Namespace.Server.Log.HandlerFailed(exception, name);
    }
}
