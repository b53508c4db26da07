using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Unicode;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>Reads frames: a buffer is held only while bytes are there, so an idle connection costs none.</summary>
internal sealed partial class WebSocketTransport
{
    private const int FirstBuffer = 4096;

    private CloseDeadline? _closeDeadline;
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private PooledBuffer? _fragments;
    private WebSocketOpcode _fragmentedOpcode;
    private bool _fragmentedCompressed;
    private bool _peerClosed;
    private bool _hasFailed;

    /// <summary>Runs until the connection ends; the request must not return before.</summary>
    public async Task RunAsync()
    {
        try
        {
            // One method from the request to the network: each one more would be an object that an idle connection holds.
            while (!_peerClosed && TryTake(await pipe.Input.ReadAsync()))
            {
                await TakeFramesAsync();
                if (_start == _end)
                {
                    ReleaseBuffer();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection broke; told below.
        }
        finally
        {
            await EndAsync();
        }
    }

    private async ValueTask EndAsync()
    {
        Session.Listener.OnRequestEnding();
        ReleaseBuffer();
        _fragments?.Release();
        Session.OnWebSocketEnded(this, CloseReasons.TransportClose);
        if (_peerClosed)
        {
            // The answer to the peer's close frame is the last thing that leaves, if the peer still reads.
            Session.Server.CloseTimeouts.Set(_closeDeadline ??= new CloseDeadline(this));
            Kick();
        }
        else
        {
            lock (Session.Gate)
            {
                _isClosed = true;
            }
        }

        await DrainedAsync();
        if (_hasFailed)
        {
            await LingerAsync();
        }

        if (_closeDeadline is not null)
        {
            Session.Server.CloseTimeouts.Cancel(_closeDeadline);
        }

        lock (Session.Gate)
        {
            _isClosed = true;
            _isOver = true;
            Queue.Clear();
        }

        if (pipe is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    /// <summary>
    /// Reads on without looking until the peer hangs up or its time is over: closed with bytes unread, the network would take back the close
    /// frame with its code before the peer has seen it.
    /// </summary>
    private async Task LingerAsync()
    {
        try
        {
            ReadResult read;
            do
            {
                read = await pipe.Input.ReadAsync();
                pipe.Input.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Gone, which is what was waited for.
        }
    }

    /// <summary>Copies what came behind what is held of a frame, as far as there is room.</summary>
    /// <returns>False when nothing will come any more.</returns>
    private bool TryTake(ReadResult read)
    {
        if (read.Buffer.IsEmpty)
        {
            pipe.Input.AdvanceTo(read.Buffer.End);
            return !read.IsCompleted;
        }

        if (_buffer.Length == 0)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        }

        var part = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, _buffer.Length - _end));
        part.CopyTo(_buffer.AsSpan(_end));
        _end += (int)part.Length;
        pipe.Input.AdvanceTo(part.End);
        return true;
    }

    private async ValueTask TakeFramesAsync()
    {
        while (!_peerClosed)
        {
            var limit = Session.Server.Options.MaxPayload - ((_fragments?.Length) ?? 0);
            var status = WebSocketFrame.TryReadHeader(_buffer.AsSpan(_start, _end - _start), deflate, limit, out var header);
            if (status == FrameStatus.NeedMore)
            {
                MakeRoom(header);
                return;
            }

            if (status != FrameStatus.Ok)
            {
                Fail(status == FrameStatus.TooBig ? WebSocketCloseCode.TooBig : WebSocketCloseCode.ProtocolError);
                continue;
            }

            var payload = _buffer.AsMemory(_start + header.HeaderLength, (int)header.PayloadLength);
            _start += header.HeaderLength + payload.Length;
            WebSocketFrame.Unmask(payload.Span, header.Mask);

            // What a handler sends while the frame is in hand leaves with the answers to the frames behind it.
            _corkedBy = Environment.CurrentManagedThreadId;
            var handled = TakeFrame(header, payload);
            _corkedBy = 0;
            if (!handled.IsCompleted)
            {
                Kick();
            }

            await handled;
            if (_start == _end || !HasWholeFrame())
            {
                Kick();
            }
        }
    }

    private bool HasWholeFrame() =>
        WebSocketFrame.TryReadHeader(_buffer.AsSpan(_start, _end - _start), deflate, int.MaxValue, out _) == FrameStatus.Ok;

    private ValueTask TakeFrame(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        switch (header.Opcode)
        {
            case WebSocketOpcode.Ping:
                SendControl(WebSocketOpcode.Pong, payload.Span);
                return ValueTask.CompletedTask;
            case WebSocketOpcode.Pong:
                return ValueTask.CompletedTask;
            case WebSocketOpcode.Close:
                TakeClose(payload.Span);
                return ValueTask.CompletedTask;
            case WebSocketOpcode.Continuation when _fragments is null:
            case WebSocketOpcode.Text or WebSocketOpcode.Binary when _fragments is not null:
                Fail(WebSocketCloseCode.ProtocolError);
                return ValueTask.CompletedTask;
            case WebSocketOpcode.Text or WebSocketOpcode.Binary when header.IsFinal:
                return TakeMessage(header.Opcode, header.IsCompressed, payload.Span);
            default:
                return TakeFragment(header, payload.Span);
        }
    }

    private ValueTask TakeFragment(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (_fragments is null)
        {
            _fragments = new PooledBuffer();
            _fragments.Start(reserved: 0, Math.Max(payload.Length * 2, 256));
            _fragmentedOpcode = header.Opcode;
            _fragmentedCompressed = header.IsCompressed;
        }

        _fragments.Write(payload);
        if (!header.IsFinal)
        {
            return ValueTask.CompletedTask;
        }

        // Taking a message copies what it keeps, so the buffer can go as soon as the call returns.
        var message = _fragments;
        _fragments = null;
        var handled = TakeMessage(_fragmentedOpcode, _fragmentedCompressed, message.WrittenSpan);
        message.Release();
        return handled;
    }

    private ValueTask TakeMessage(WebSocketOpcode opcode, bool isCompressed, ReadOnlySpan<byte> payload)
    {
        if (!isCompressed)
        {
            return Deliver(opcode, payload);
        }

        var length = WebSocketDeflate.Inflate(payload, Session.Server.Options.MaxPayload, out var inflated);
        var handled = ValueTask.CompletedTask;
        if (length < 0)
        {
            Fail(length == -2 ? WebSocketCloseCode.TooBig : WebSocketCloseCode.InvalidPayload);
        }
        else
        {
            handled = Deliver(opcode, inflated.AsSpan(0, length));
        }

        ArrayPool<byte>.Shared.Return(inflated);
        return handled;
    }

    private ValueTask Deliver(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        if (opcode == WebSocketOpcode.Text && !Utf8.IsValid(payload))
        {
            Fail(WebSocketCloseCode.InvalidPayload);
            return ValueTask.CompletedTask;
        }

        Session.Server.Metrics.Received(payload.Length);
        return Session.ReceiveFromWebSocket(this, payload, isBinary: opcode == WebSocketOpcode.Binary);
    }

    private void TakeClose(ReadOnlySpan<byte> payload)
    {
        var isValid = payload.Length switch
        {
            0 => true,
            1 => false,
            _ => IsValidCode(BinaryPrimitives.ReadUInt16BigEndian(payload)) && Utf8.IsValid(payload[2..]),
        };

        if (!isValid)
        {
            Fail(WebSocketCloseCode.ProtocolError);
            return;
        }

        Session.OnWebSocketEnded(this, CloseReasons.TransportClose);
        SendControl(WebSocketOpcode.Close, payload.Length >= 2 ? payload[..2] : []);
        _peerClosed = true;
    }

    private static bool IsValidCode(int code) => code is (>= 1000 and <= 1014 and not (1004 or 1005 or 1006)) or (>= 3000 and <= 4999);

    /// <summary>The peer broke the WebSocket protocol: say so and stop listening.</summary>
    private void Fail(WebSocketCloseCode code)
    {
        Session.OnWebSocketEnded(this, CloseReasons.TransportError);
        SendControl(WebSocketOpcode.Close, [(byte)((int)code >> 8), (byte)code]);
        _peerClosed = true;
        _hasFailed = true;
    }

    private void MakeRoom(FrameHeader header)
    {
        var needed = header.HeaderLength == 0 ? 14 : header.HeaderLength + (int)header.PayloadLength;
        if (_start + needed <= _buffer.Length && _end < _buffer.Length)
        {
            return;
        }

        var held = _end - _start;

        // Grows with what has really come, not with what a header announces.
        var size = Math.Max(FirstBuffer, Math.Min(needed, Math.Max(held * 2, FirstBuffer)));
        var target = size <= _buffer.Length ? _buffer : ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(_start, held).CopyTo(target);
        if (!ReferenceEquals(target, _buffer))
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _start = 0;
        _end = held;
    }

    private void ReleaseBuffer()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = [];
        _start = 0;
        _end = 0;
    }

    private sealed class CloseDeadline(WebSocketTransport transport) : Deadline
    {
        public override void Expired() => transport.Abort();
    }
}
