using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>
/// One Engine.IO session: the transport of the moment, the heartbeat, whose deadline it is itself, and the way up to the Socket.IO layer.
/// </summary>
internal sealed class EngineSession : Deadline
{
    /// <summary>How much may still wait when a flush ends: enough to keep the client busy until more comes.</summary>
    private const int FlushedBytes = 256 * 1024;

    private bool _isAwaitingPong;
    private Transport? _transport;
    private TaskCompletionSource? _flush;
    private bool _isOverfull;

    public EngineSession(EngineServer server, string id, Func<EngineSession, IEngineListener> createListener)
    {
        Server = server;
        Id = id;
        Listener = createListener(this);
    }

    public EngineServer Server { get; }

    public string Id { get; }

    public IEngineListener Listener { get; }

    /// <summary>
    /// Guards the queues and the state of the session and of what stands on it. Never held while bytes are sent or handlers run. A lock of its
    /// own would be 40 bytes more per idle connection.
    /// </summary>
    public object Gate => this;

    public bool IsOpen { get; private set; } = true;

    /// <summary>The upgrade that is under way.</summary>
    public TransportUpgrade? Upgrade { get; private set; }

    /// <summary>Whether the time for a pong is over.</summary>
    public bool IsOverdue => IsOpen && _isAwaitingPong && Server.PingTimeouts.IsOver(this) && !IsReading();

    public Transport Transport => _transport!;

    public PollingTransport? Polling => _transport as PollingTransport;

    public void Start(Transport transport)
    {
        _transport = transport;
        Server.Metrics.Opened(transport.Name);
        Server.PingIntervals.Set(this);
    }

    /// <summary>Sends a packet by the transport of the moment.</summary>
    /// <returns>False when the packet was dropped.</returns>
    public bool Send(EncodedPacket packet, bool isVolatile = false)
    {
        var isQueued = Enqueue(packet, isVolatile);
        Push();
        return isQueued;
    }

    /// <summary>Queues a packet without sending it: <see cref="Push"/> is to follow. Runs nobody's code, so the caller may hold a lock.</summary>
    /// <returns>False when the packet was dropped.</returns>
    public bool Enqueue(EncodedPacket packet, bool isVolatile = false)
    {
        lock (Gate)
        {
            if (!IsOpen || _transport is not { } transport)
            {
                return false;
            }

            if (isVolatile && !transport.IsWritableLocked)
            {
                Server.Metrics.Dropped("volatile");
                return false;
            }

            if (!IsOverflowLocked(transport, packet))
            {
                transport.EnqueueLocked(packet);
                return true;
            }

            _isOverfull = true;
        }

        Server.Metrics.Dropped("slow");
        return false;
    }

    /// <summary>Sends what was queued. A client for which there was no room is dropped, if that is the policy.</summary>
    public void Push()
    {
        if (_isOverfull)
        {
            _isOverfull = false;
            if (Server.Options.SlowReaderPolicy == SlowReaderPolicy.Disconnect)
            {
                Server.Log.SlowReader(Id);
                Drop(CloseReasons.ForcedClose);
                return;
            }
        }

        _transport?.Kick();
    }

    /// <summary>Waits until little of what was sent still waits for the client, or the session is over.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task drained;
            lock (Gate)
            {
                if (!IsOpen || _transport is not { } transport || transport.QueuedBytesLocked <= FlushedBytes)
                {
                    return;
                }

                _flush ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                drained = _flush.Task;
            }

            await drained.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The client took something.</summary>
    public void OnProgressLocked(Transport transport)
    {
        transport.LastTakenLocked = Server.Options.TimeProvider.GetTimestamp();
        if (_flush is not null && transport.QueuedBytesLocked <= FlushedBytes)
        {
            EndFlushLocked();
        }
    }

    /// <summary>Takes one packet from the long-polling transport.</summary>
    public ValueTask ReceiveFromPolling(ReadOnlySpan<byte> text) => IsOpen ? ReceiveText(text) : ValueTask.CompletedTask;

    public ValueTask ReceiveBinary(ReadOnlySpan<byte> bytes) => IsOpen ? Listener.OnBinary(bytes) : ValueTask.CompletedTask;

    /// <summary>Takes one message from a WebSocket, which may still be one that probes ("Upgrade").</summary>
    public ValueTask ReceiveFromWebSocket(WebSocketTransport transport, ReadOnlySpan<byte> message, bool isBinary)
    {
        if (ReferenceEquals(transport, _transport))
        {
            return isBinary ? ReceiveBinary(message) : IsOpen ? ReceiveText(message) : ValueTask.CompletedTask;
        }

        if (Upgrade is { } upgrade && upgrade.IsFor(transport))
        {
            upgrade.Receive(transport, message, isBinary);
        }
        else
        {
            transport.Close();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Begins an upgrade to a WebSocket, before the client is told: what it sends then is to meet the upgrade.</summary>
    /// <returns>Null when there is one already, or nothing to upgrade.</returns>
    public TransportUpgrade? BeginUpgrade()
    {
        var upgrade = new TransportUpgrade(this);
        lock (Gate)
        {
            if (!IsOpen || Upgrade is not null || _transport is not PollingTransport)
            {
                return null;
            }

            Upgrade = upgrade;
        }

        Server.UpgradeTimeouts.Set(upgrade);
        return upgrade;
    }

    /// <summary>Ends the upgrade: the session goes on with this transport.</summary>
    public void ContinueWithLocked(Transport transport)
    {
        _transport = transport;
        Upgrade = null;
    }

    /// <summary>A WebSocket ended or broke; if it was the transport of the session, so has the session.</summary>
    public void OnWebSocketEnded(WebSocketTransport transport, string reason)
    {
        if (ReferenceEquals(transport, _transport))
        {
            End(reason);
        }
        else if (Upgrade is { } upgrade && upgrade.IsFor(transport))
        {
            upgrade.TryLeave();
        }
    }

    /// <summary>Closes in good order: what waits is sent, then the transport is closed.</summary>
    public void Close(string reason)
    {
        if (End(reason))
        {
            Transport.Close();
        }
    }

    /// <summary>Ends the session after an error: nothing more is sent but the end itself.</summary>
    public void Fail(string reason)
    {
        if (End(reason))
        {
            if (_transport is PollingTransport polling)
            {
                polling.RefuseRequest();
                polling.EndNow();
            }
            else
            {
                Transport.Close();
            }
        }
    }

    /// <summary>Ends the session at once and throws away what waits.</summary>
    public void Drop(string reason)
    {
        if (End(reason))
        {
            // There is none yet when the handshake fails.
            _transport?.Abort();
        }
    }

    /// <summary>Ends the session because of what the client sent: what waits is still sent, but its request fails.</summary>
    public void Refuse(string reason)
    {
        Polling?.RefuseRequest();
        Close(reason);
    }

    /// <summary>The time for a ping or for its pong is over.</summary>
    public override void Expired()
    {
        if (_isAwaitingPong)
        {
            if (IsReading())
            {
                Server.PingTimeouts.Set(this);
                return;
            }

            Fail(CloseReasons.PingTimeout);
            return;
        }

        // Counted from when the ping was due, not from when this timer came to it: the client counts so too.
        _isAwaitingPong = true;
        var options = Server.Options;
        Server.PingTimeouts.Set(this, From + (long)(options.PingInterval.TotalSeconds * options.TimeProvider.TimestampFrequency));
        SendPing();
        if (!IsOpen)
        {
            Server.PingTimeouts.Cancel(this);
        }
    }

    private bool IsOverflowLocked(Transport transport, EncodedPacket packet)
    {
        var options = Server.Options;
        var bytes = transport.QueuedBytesLocked + packet.Size;
        if (transport.QueuedLocked == 0 || (transport.QueuedLocked < options.MaxQueuedPackets && bytes <= options.MaxQueuedBytes))
        {
            return false;
        }

        // Much waits. That is no fault as long as the client keeps reading.
        var idle = options.TimeProvider.GetElapsedTime(Math.Max(transport.LastTakenLocked, transport.WaitingSinceLocked));
        return bytes > options.MaxBacklogBytes || idle >= options.SlowReaderGrace;
    }

    /// <summary>Whether the client works on a backlog: its pong is then late without its fault.</summary>
    private bool IsReading()
    {
        lock (Gate)
        {
            return _transport is { QueuedLocked: > 1 } transport &&
                Server.Options.TimeProvider.GetElapsedTime(transport.LastTakenLocked) < Server.Options.PingTimeout;
        }
    }

    private void EndFlushLocked()
    {
        _flush?.TrySetResult();
        _flush = null;
    }

    private void SendPing()
    {
        Transport? transport;
        lock (Gate)
        {
            if (!IsOpen)
            {
                return;
            }

            transport = _transport;

            // In front of what waits: a client counts the time between pings, and a backlog may take longer than that.
            transport?.EnqueueFirstLocked(EnginePackets.Ping);
        }

        transport?.Kick();
    }

    private ValueTask ReceiveText(ReadOnlySpan<byte> text)
    {
        switch (text.IsEmpty ? (byte)0 : text[0])
        {
            case (byte)'4':
                return Listener.OnText(text[1..]);
            case (byte)'3':
                // Only a pong sets the clock back; a client that just sends does not prove that it reads.
                Server.PingIntervals.Set(this);
                _isAwaitingPong = false;
                break;
            case (byte)'1' when _transport is PollingTransport polling:
                if (End(CloseReasons.TransportClose))
                {
                    polling.EndNow(EnginePackets.Noop);
                }

                break;
            case (byte)'1':
                Close(CloseReasons.TransportClose);
                break;
            case (byte)'2':
                // Heartbeats go from the server to the client in this revision.
                Fail(CloseReasons.TransportError);
                break;
            case (byte)'0' or (byte)'5' or (byte)'6':
                break;
            default:
                Fail(CloseReasons.ParseError);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private bool End(string reason)
    {
        lock (Gate)
        {
            if (!IsOpen)
            {
                return false;
            }

            IsOpen = false;
            EndFlushLocked();
        }

        Server.PingIntervals.Cancel(this);
        if (_transport is not PollingTransport)
        {
            Server.Remove(this);
        }

        if (_transport is not null)
        {
            Server.Metrics.Closed(_transport.Name, reason);
        }

        Listener.OnClosed(reason);
        return true;
    }
}
