namespace SocketIO.Core.Engine;

/// <summary>The way of a session from long-polling to a WebSocket ("Upgrade"), and the deadline for it.</summary>
internal sealed class TransportUpgrade(EngineSession session) : Deadline
{
    private WebSocketTransport? _transport;

    /// <summary>Whether the probe was answered, so that the client is about to stop polling.</summary>
    public bool IsProbed { get; private set; }

    public bool IsFor(WebSocketTransport transport) => ReferenceEquals(_transport, transport);

    /// <summary>The handshake is done.</summary>
    /// <returns>False when the upgrade was given up meanwhile.</returns>
    public bool TryAttach(WebSocketTransport transport)
    {
        lock (session.Gate)
        {
            _transport = transport;
            return ReferenceEquals(session.Upgrade, this);
        }
    }

    /// <summary>Takes a message of the WebSocket: first the probe, then the packet that ends the upgrade, and nothing else.</summary>
    public void Receive(WebSocketTransport transport, ReadOnlySpan<byte> message, bool isBinary)
    {
        if (!isBinary && message.SequenceEqual("2probe"u8))
        {
            AnswerProbe(transport);
        }
        else if (!isBinary && message.SequenceEqual("5"u8))
        {
            Finish(transport);
        }
        else
        {
            GiveUp();
        }
    }

    /// <summary>The session goes on with long-polling, or has ended with it.</summary>
    public void GiveUp()
    {
        if (TryLeave())
        {
            _transport?.Close();
        }
    }

    /// <summary>The WebSocket is of no more use; another may try.</summary>
    /// <returns>False when the upgrade has come to its end before.</returns>
    public bool TryLeave()
    {
        lock (session.Gate)
        {
            if (!ReferenceEquals(session.Upgrade, this))
            {
                return false;
            }

            session.ContinueWithLocked(session.Transport);
        }

        session.Server.UpgradeTimeouts.Cancel(this);
        return true;
    }

    public override void Expired() => GiveUp();

    private void AnswerProbe(WebSocketTransport transport)
    {
        lock (session.Gate)
        {
            transport.EnqueueLocked(EnginePackets.ProbePong);
            IsProbed = true;
        }

        transport.Kick();
        session.Polling?.ReleaseForUpgrade();
    }

    private void Finish(WebSocketTransport transport)
    {
        PollingTransport polling;
        bool isOpen;
        lock (session.Gate)
        {
            isOpen = session.IsOpen;
            if (session.Polling is not { } current || (!isOpen && !current.IsClosingLocked))
            {
                return;
            }

            polling = current;
            polling.MoveQueueLocked(transport);
            session.ContinueWithLocked(transport);
        }

        session.Server.UpgradeTimeouts.Cancel(this);
        polling.EndNow(EnginePackets.Noop);
        if (isOpen)
        {
            session.Server.Metrics.Upgraded();
            transport.Kick();
        }
        else
        {
            // Closed in the middle of the upgrade: the client has stopped polling, so the rest and the end come this way.
            transport.Close();
        }
    }
}
