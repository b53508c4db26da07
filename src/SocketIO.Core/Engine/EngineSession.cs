using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>One Engine.IO session: the transport of the moment, the heartbeat and the way up to the Socket.IO layer.</summary>
internal sealed class EngineSession
{
    private readonly HeartbeatDeadline _heartbeat;
    private Transport? _transport;
    private UpgradeDeadline? _upgradeDeadline;

    public EngineSession(EngineServer server, string id, Func<EngineSession, IEngineListener> createListener)
    {
        Server = server;
        Id = id;
        _heartbeat = new HeartbeatDeadline(this);
        Listener = createListener(this);
    }

    public EngineServer Server { get; }

    public string Id { get; }

    public IEngineListener Listener { get; }

    /// <summary>Guards the queues and the state of the session. Never held while bytes are sent or handlers run.</summary>
    public Lock Gate { get; } = new();

    public bool IsOpen { get; private set; } = true;

    public WebSocketTransport? Probe { get; private set; }

    public Transport Transport => _transport!;

    public PollingTransport? Polling => _transport as PollingTransport;

    public void Start(Transport transport)
    {
        _transport = transport;
        Server.Metrics.Opened(transport.Name);
        Server.PingIntervals.Set(_heartbeat);
    }

    /// <summary>Queues a packet for the transport of the moment.</summary>
    /// <returns>False when the packet was dropped.</returns>
    public bool Send(EncodedPacket packet, bool isVolatile = false)
    {
        Transport transport;
        var isOverflow = false;
        lock (Gate)
        {
            if (!IsOpen || _transport is null)
            {
                return false;
            }

            transport = _transport;
            if (isVolatile && !transport.IsWritableLocked)
            {
                Server.Metrics.Dropped("volatile");
                return false;
            }

            isOverflow = transport.QueuedLocked >= Server.Options.MaxQueuedPackets ||
                (transport.QueuedLocked > 0 && transport.QueuedBytesLocked + packet.Size > Server.Options.MaxQueuedBytes);
            if (!isOverflow)
            {
                transport.EnqueueLocked(packet);
            }
        }

        if (!isOverflow)
        {
            transport.Kick();
            return true;
        }

        Server.Metrics.Dropped("slow");
        if (Server.Options.SlowReaderPolicy == SlowReaderPolicy.Disconnect)
        {
            Server.Log.SlowReader(Id);
            Drop(CloseReasons.ForcedClose);
        }

        return false;
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

        if (!isBinary && message.SequenceEqual("2probe"u8) && ReferenceEquals(transport, Probe))
        {
            lock (Gate)
            {
                transport.EnqueueLocked(EnginePackets.ProbePong);
            }

            transport.Kick();
            Polling?.ReleaseForUpgrade();
        }
        else if (!isBinary && message.SequenceEqual("5"u8) && ReferenceEquals(transport, Probe))
        {
            Upgrade(transport);
        }
        else
        {
            EndProbe(transport);
            transport.Close();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Begins to probe a WebSocket. Only one at a time is looked at.</summary>
    public bool TryBeginProbe(WebSocketTransport transport)
    {
        lock (Gate)
        {
            if (!IsOpen || Probe is not null || _transport is not PollingTransport)
            {
                return false;
            }

            Probe = transport;
            _upgradeDeadline = new UpgradeDeadline(this, transport);
        }

        Server.UpgradeTimeouts.Set(_upgradeDeadline);
        return true;
    }

    /// <summary>A WebSocket ended or broke; if it was the transport of the session, so has the session.</summary>
    public void OnWebSocketEnded(WebSocketTransport transport, string reason)
    {
        if (ReferenceEquals(transport, _transport))
        {
            End(reason);
        }
        else
        {
            EndProbe(transport);
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
            Transport.Abort();
        }
    }

    private ValueTask ReceiveText(ReadOnlySpan<byte> text)
    {
        switch (text.IsEmpty ? (byte)0 : text[0])
        {
            case (byte)'4':
                return Listener.OnText(text[1..]);
            case (byte)'3':
                // Only a pong sets the clock back; a client that just sends does not prove that it reads.
                Server.PingIntervals.Set(_heartbeat);
                _heartbeat.IsAwaitingPong = false;
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

    private void Upgrade(WebSocketTransport transport)
    {
        PollingTransport polling;
        lock (Gate)
        {
            if (!IsOpen || _transport is not PollingTransport current)
            {
                return;
            }

            polling = current;
            polling.MoveQueueLocked(transport);
            _transport = transport;
            Probe = null;
        }

        Server.UpgradeTimeouts.Cancel(_upgradeDeadline!);
        Server.Metrics.Upgraded();
        polling.EndNow(EnginePackets.Noop);
        transport.Kick();
    }

    private void EndProbe(WebSocketTransport transport)
    {
        lock (Gate)
        {
            if (!ReferenceEquals(Probe, transport))
            {
                return;
            }

            Probe = null;
        }

        Server.UpgradeTimeouts.Cancel(_upgradeDeadline!);
    }

    private bool End(string reason)
    {
        WebSocketTransport? probe;
        lock (Gate)
        {
            if (!IsOpen)
            {
                return false;
            }

            IsOpen = false;
            probe = Probe;
            Probe = null;
        }

        Server.PingIntervals.Cancel(_heartbeat);
        if (probe is not null)
        {
            Server.UpgradeTimeouts.Cancel(_upgradeDeadline!);
            probe.Close();
        }

        if (_transport is not PollingTransport)
        {
            Server.Remove(this);
        }

        Server.Metrics.Closed(_transport?.Name ?? "polling", reason);
        Listener.OnClosed(reason);
        return true;
    }

    private sealed class HeartbeatDeadline(EngineSession session) : Deadline
    {
        public bool IsAwaitingPong { get; set; }

        public override void Expired()
        {
            if (IsAwaitingPong)
            {
                session.Close(CloseReasons.PingTimeout);
                return;
            }

            IsAwaitingPong = true;
            session.Server.PingTimeouts.Set(this);
            session.Send(EnginePackets.Ping);
            if (!session.IsOpen)
            {
                session.Server.PingTimeouts.Cancel(this);
            }
        }
    }

    private sealed class UpgradeDeadline(EngineSession session, WebSocketTransport transport) : Deadline
    {
        public override void Expired()
        {
            session.EndProbe(transport);
            transport.Close();
        }
    }
}

/// <summary>The layer above a session.</summary>
internal interface IEngineListener
{
    /// <summary>Takes a message; must copy what it keeps. A pending result holds up reading.</summary>
    ValueTask OnText(ReadOnlySpan<byte> text);

    ValueTask OnBinary(ReadOnlySpan<byte> bytes);

    void OnClosed(string reason);
}
