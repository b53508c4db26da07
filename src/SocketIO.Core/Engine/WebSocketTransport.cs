using System.Buffers;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>Sends frames: one loop at a time per connection, many small packets in one write.</summary>
internal sealed partial class WebSocketTransport(EngineSession session, Stream stream, Action abort, bool deflate) : Transport(session)
{
    private const int BatchBytes = 32 * 1024;
    private const int LargestBatched = 8 * 1024;
    private const int DeflateThreshold = 1024;
    private const int LargestWrite = 64 * 1024;

    private bool _isDraining;
    private bool _isClosed;
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
        lock (Session.Gate)
        {
            _isClosed = true;
            Queue.Clear();
        }

        abort();
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
        byte[]? batch = null;
        var hasWritten = false;
        try
        {
            while (true)
            {
                EncodedPacket? single = null;
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

                    if (Queue.Count == 1 || !CanBatch(Queue.Peek()))
                    {
                        single = Queue.Dequeue();
                    }
                    else
                    {
                        batch ??= ArrayPool<byte>.Shared.Rent(BatchBytes);
                        length = FillBatchLocked(batch);
                    }
                }

                Session.Server.Metrics.Sent(single?.Size ?? length);
                if (single is null)
                {
                    await stream.WriteAsync(batch.AsMemory(0, length));
                }
                else if (single.Size <= LargestWrite && single.AttachmentArray.Length == 0 && !IsDeflated(single, single.Text.Length))
                {
                    await stream.WriteAsync(single.Frame);
                    single.Release();
                }
                else
                {
                    await WritePartsAsync(single);
                    single.Release();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer is gone; the read loop sees it too and tells the session.
            lock (Session.Gate)
            {
                _isClosed = true;
                _isDraining = false;
                Queue.Clear();
            }

            abort();
        }

        if (batch is not null)
        {
            ArrayPool<byte>.Shared.Return(batch);
        }

        _drained?.TrySetResult();
    }

    private bool IsDeflated(EncodedPacket packet, int length) =>
        deflate && packet.Compress && packet.Kind == EnginePacketKind.Message && length >= DeflateThreshold;

    private bool CanBatch(EncodedPacket packet) => packet.Size <= LargestBatched && !IsDeflated(packet, packet.Size);

    private int FillBatchLocked(byte[] batch)
    {
        var length = 0;
        while (Queue.Count > 0)
        {
            var packet = Queue.Peek();
            if (packet.Size > batch.Length - length || !CanBatch(packet))
            {
                break;
            }

            Queue.Dequeue();
            packet.Frame.Span.CopyTo(batch.AsSpan(length));
            length += packet.Frame.Length;
            foreach (var attachment in packet.AttachmentArray)
            {
                length += WebSocketFrame.WriteHeader(batch.AsSpan(length), attachment.Length, WebSocketOpcode.Binary);
                attachment.CopyTo(batch, length);
                length += attachment.Length;
            }

            packet.Release();
        }

        return length;
    }

    private async Task WritePartsAsync(EncodedPacket packet)
    {
        await WriteAsync(IsDeflated(packet, packet.Text.Length) ? packet.GetDeflatedFrame() : packet.Frame);
        foreach (var attachment in packet.AttachmentArray)
        {
            if (IsDeflated(packet, attachment.Length))
            {
                await WriteAsync(WebSocketDeflate.MakeFrame(attachment, WebSocketOpcode.Binary));
                continue;
            }

            var header = new byte[EncodedPacket.FrameReserve];
            var length = WebSocketFrame.WriteHeader(header, attachment.Length, WebSocketOpcode.Binary);
            await stream.WriteAsync(header.AsMemory(0, length));
            await WriteAsync(attachment);
        }
    }

    /// <summary>Writes a large frame in pieces: the web server holds one piece at a time, and each one taken shows that the client reads.</summary>
    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > LargestWrite)
        {
            await stream.WriteAsync(bytes[..LargestWrite]);
            bytes = bytes[LargestWrite..];
            lock (Session.Gate)
            {
                Session.OnProgressLocked(this);
            }
        }

        await stream.WriteAsync(bytes);
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
