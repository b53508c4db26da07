using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SocketIO.Core.EchoHost;
using SocketIO.Core.Engine;

namespace SocketIO.Core.Fuzz;

/// <summary>The server behind the two engine targets: the echo host without a network. An error in its log is a finding.</summary>
internal sealed class FuzzServer : ILogger<SocketIOServer>
{
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal) { nameof(System.Text.Json.JsonException) };

    public FuzzServer()
    {
        Io = new SocketIOServer(
            Options.Create(new SocketIOOptions { MaxPayload = 3000, MaxDepth = 64, MaxQueuedPackets = 200, SlowReaderGrace = TimeSpan.Zero }), this);
        EchoHandlers.Map(Io);
    }

    public SocketIOServer Io { get; }

    public Exception? Error { get; set; }

    public EngineSession Open() => new(Io.Engine, "fuzz", session => new ClientConnection(Io, session, new DefaultHttpContext()));

    public void ThrowIfFailed()
    {
        if (Error is { } error)
        {
            Error = null;
            throw new InvalidOperationException("The server logged an error.", error);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // A handler that asks for a number and gets a string fails, and that is right.
        if (logLevel >= LogLevel.Error && (exception is null || !_expected.Contains(exception.GetType().Name)))
        {
            Error = new InvalidOperationException(formatter(state, exception), exception);
        }
    }
}

/// <summary>Engine.IO payloads: the body of a POST through the long-polling transport up to the handlers.</summary>
internal sealed class PayloadTarget : IFuzzTarget
{
    private readonly FuzzServer _server = new();

    public string Name => "payloads";

    public string Corpus => "payloads.txt";

    public async ValueTask<string> FeedAsync(byte[] input, Random random)
    {
        var session = _server.Open();
        var transport = new PollingTransport(session);
        session.Start(transport);
        var taken = transport.TakePayloadAsync(input);
        if (!taken.IsCompleted)
        {
            throw new InvalidOperationException("The reader waits though no handler does.");
        }

        await taken;
        string outcome;
        lock (session.Gate)
        {
            outcome = string.Create(CultureInfo.InvariantCulture, $"{session.IsOpen}{Math.Min(transport.QueuedLocked, 30)}/{BitLength(transport.QueuedBytesLocked)}");
        }

        session.Drop(CloseReasons.TransportClose);
        _server.ThrowIfFailed();
        return outcome;
    }

    internal static int BitLength(long number) => 64 - long.LeadingZeroCount(number) is var bits ? (int)bits : 0;
}

/// <summary>WebSocket frames: bytes in pieces of any size through the transport up to the handlers; what it answers must be whole frames.</summary>
internal sealed class FrameTarget : IFuzzTarget
{
    private readonly FuzzServer _server = new();

    public string Name => "frames";

    public string Corpus => "frames.txt";

    public async ValueTask<string> FeedAsync(byte[] input, Random random)
    {
        var session = _server.Open();
        using var stream = new PieceStream(input, random.Next(4) == 0 ? 1 + random.Next(16) : int.MaxValue);
        var transport = new WebSocketTransport(session, new StreamPipe(stream), new HttpRequestLifetimeFeature(), deflate: true);
        session.Start(transport);

        // A connection that does not end with its input is a finding too.
        await transport.RunAsync().WaitAsync(TimeSpan.FromSeconds(10));
        _server.ThrowIfFailed();
        if (session.IsOpen)
        {
            throw new InvalidOperationException("The session outlived its connection.");
        }

        return Summarise(stream.Written);
    }

    /// <summary>Checks the frames that were sent and describes them.</summary>
    private static string Summarise(ReadOnlySpan<byte> sent)
    {
        var outcome = new StringBuilder();
        var frames = 0;
        while (sent.Length > 0)
        {
            var opcode = sent[0] & 0x0F;
            var header = sent[1] switch { 127 => 10, 126 => 4, _ => 2 };
            long length = sent[1] switch
            {
                127 => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(sent[2..]),
                126 => System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(sent[2..]),
                var small => small,
            };
            if ((sent[0] & 0xB0) != 0x80 || opcode is not (1 or 2 or 8 or 9 or 10) || sent.Length < header + length)
            {
                throw new InvalidOperationException("The answer is no whole frame.");
            }

            var payload = sent.Slice(header, (int)length);
            if (opcode == 8 && length >= 2)
            {
                outcome.Append('c').Append((payload[0] << 8) | payload[1]);
            }
            else if (frames < 12)
            {
                outcome.Append(opcode).Append(opcode == 1 && length > 1 ? (char)payload[1] : '-');
            }

            frames++;
            sent = sent[(header + (int)length)..];
        }

        return outcome.Append('/').Append(PayloadTarget.BitLength(frames)).ToString();
    }

    private sealed class PieceStream(byte[] input, int piece) : Stream
    {
        private readonly MemoryStream _written = new();
        private int _at;

        public ReadOnlySpan<byte> Written => _written.GetBuffer().AsSpan(0, (int)_written.Length);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(Math.Min(piece, buffer.Length), input.Length - _at);
            input.AsMemory(_at, count).CopyTo(buffer);
            _at += count;
            return ValueTask.FromResult(count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            lock (_written)
            {
                _written.Write(buffer.Span);
            }

            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
            // Nothing is held back.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
