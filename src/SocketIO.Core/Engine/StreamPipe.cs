using System.IO.Pipelines;

namespace SocketIO.Core.Engine;

/// <summary>A pipe over a stream. It waits for bytes without holding a buffer.</summary>
internal sealed class StreamPipe(Stream stream) : IDuplexPipe, IAsyncDisposable
{
    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));

    public async ValueTask DisposeAsync()
    {
        await Input.CompleteAsync();

        // Told of an error, it throws away what it could not send instead of trying once more.
        await Output.CompleteAsync(new IOException("The connection is over."));
        await stream.DisposeAsync();
    }
}
