using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>Sends frames: one loop at a time per connection, many small packets in one write.</summary>
internal sealed partial class WebSocketTransport(EngineSession session, IDuplexPipe pipe, IHttpRequestLifetimeFeature request, bool deflate)
    : Transport(session)
{
    private const int BatchBytes = 32 * 1024;
    private const int LargestBatched = 8 * 1024;
    private const int DeflateThreshold = 1024;
    private const int LargestWrite = 64 * 1024;

    private bool _isDraining;
    private bool _isClosed;
    private bool _isOver;
    private bool _closeQueued;
    private int _corkedBy;
    private TaskCompletionSource? _drained;

    public override string Name => "websocket";

    public override bool IsWritableLocked => !_isDraining && Queue.Count == 0 && !_isClosed;

    public override void Kick()
    {
        if (_corkedBy == Environment.CurrentManagedThreadId)
        {
            return;
        }

        lock (Session.Gate)
        {
            if (_isDraining || Queue.Count == 0 || _isClosed)
            {
                return;
            }

            _isDraining = true;
        }

        _ = DrainAsync();
    }

    public override void Close() => Close(WebSocketCloseCode.NoStatus);

    public override void Abort()
    {
        bool isOver;
        lock (Session.Gate)
        {
            _isClosed = true;
            isOver = _isOver;
            Queue.Clear();
        }

        // The web server uses its objects again when the request is over.
        if (!isOver)
        {
            request.Abort();
        }
    }

    /// <summary>Queues a close frame behind what waits; the peer has a few seconds to answer it.</summary>
    public void Close(WebSocketCloseCode code)
    {
        lock (Session.Gate)
        {
            if (_isClosed || _closeQueued)
            {
                return;
            }

            _closeQueued = true;
            Queue.Enqueue(code == WebSocketCloseCode.NoStatus
                ? EnginePackets.Close
                : EncodedPacket.Control(EnginePacketKind.WebSocketClose, [(byte)((int)code >> 8), (byte)code]));
        }

        Session.Server.CloseTimeouts.Set(_closeDeadline ??= new CloseDeadline(this));
        Kick();
    }

    private void SendControl(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var frame = opcode == WebSocketOpcode.Close
            ? EncodedPacket.Control(EnginePacketKind.WebSocketClose, payload)
            : EncodedPacket.Control(EnginePacketKind.WebSocketPong, payload);
        lock (Session.Gate)
        {
            // Pongs that the peer does not read are not gathered without end.
            if (_closeQueued || _isClosed || (opcode == WebSocketOpcode.Pong && Queue.Count > 128))
            {
                return;
            }

            _closeQueued = opcode == WebSocketOpcode.Close;
            Queue.Enqueue(frame);
        }

        Kick();
    }

    private async Task DrainAsync()
    {
        var hasWritten = false;
        var isBroken = false;
        try
        {
            while (!isBroken)
            {
                EncodedPacket? large = null;
                var length = 0;
                lock (Session.Gate)
                {
                    if (hasWritten)
                    {
                        Session.OnProgressLocked(this);
                    }

                    if (Queue.Count == 0 || _isClosed)
                    {
                        _isDraining = false;
                        break;
                    }

                    hasWritten = true;
                    if (CanBatch(Queue.Peek()))
                    {
                        length = WriteBatchLocked();
                    }
                    else
                    {
                        large = Queue.Dequeue();
                    }
                }

                Session.Server.Metrics.Sent(large?.Size ?? length);
                isBroken = large is null ? (await pipe.Output.FlushAsync()).IsCompleted : !await TryWriteLargeAsync(large);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            isBroken = true;
        }

        if (isBroken)
        {
            // The peer is gone; the read loop sees it too and tells the session.
            lock (Session.Gate)
            {
                _isDraining = false;
            }

            Abort();
        }

        _drained?.TrySetResult();
    }

    private bool IsDeflated(EncodedPacket packet, int length) =>
        deflate && packet.Compress && packet.Kind == EnginePacketKind.Message && length >= DeflateThreshold;

    private bool CanBatch(EncodedPacket packet) => packet.Size <= LargestBatched && !IsDeflated(packet, packet.Size);

    /// <summary>Copies what waits into the pipe, as far as it goes into one write to the network.</summary>
    private int WriteBatchLocked()
    {
        var length = 0;
        while (Queue.Count > 0 && length < BatchBytes && CanBatch(Queue.Peek()))
        {
            var packet = Queue.Peek();
            pipe.Output.Write(packet.Frame.Span);
            foreach (var attachment in packet.AttachmentArray)
            {
                WriteHeader(attachment.Length);
                pipe.Output.Write(attachment);
            }

            length += packet.Size;
            Queue.Dequeue().Release();
        }

        return length;
    }

    private void WriteHeader(int payloadLength) =>
        pipe.Output.Advance(WebSocketFrame.WriteHeader(pipe.Output.GetSpan(EncodedPacket.FrameReserve), payloadLength, WebSocketOpcode.Binary));

    private async ValueTask<bool> TryWriteLargeAsync(EncodedPacket packet)
    {
        try
        {
            var isSent = await TryWriteAsync(IsDeflated(packet, packet.Text.Length) ? packet.GetDeflatedFrame() : packet.Frame);
            foreach (var attachment in packet.AttachmentArray)
            {
                if (!isSent)
                {
                    break;
                }

                if (IsDeflated(packet, attachment.Length))
                {
                    isSent = await TryWriteAsync(WebSocketDeflate.MakeFrame(attachment, WebSocketOpcode.Binary));
                    continue;
                }

                WriteHeader(attachment.Length);
                isSent = await TryWriteAsync(attachment);
            }

            return isSent;
        }
        finally
        {
            packet.Release();
        }
    }

    /// <summary>Writes a large frame in pieces: the web server holds one piece at a time, and each one taken shows that the client reads.</summary>
    private async ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > LargestWrite)
        {
            if ((await pipe.Output.WriteAsync(bytes[..LargestWrite])).IsCompleted)
            {
                return false;
            }

            bytes = bytes[LargestWrite..];
            lock (Session.Gate)
            {
                Session.OnProgressLocked(this);
            }
        }

        return !(await pipe.Output.WriteAsync(bytes)).IsCompleted;
    }

    private Task DrainedAsync()
    {
        lock (Session.Gate)
        {
            if (!_isDraining)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }
}
