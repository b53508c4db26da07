using System.Buffers;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>Bodies of answers, read as far as a check needs them and no further. On the hot path: buffers are pooled.</summary>
internal static class HttpBody
{
    /// <summary>What is read of a body that nobody looks at: enough to know that it arrives.</summary>
    private const int Unread = 1024 * 1024;

    private const int Piece = 16 * 1024;

    /// <summary>What is read of a body that is searched or kept: 10 MB, less where there is little memory.</summary>
    private static readonly int Searched =
        (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 32, 1024 * 1024, 10 * 1024 * 1024);

    /// <summary>Takes the body off the wire and drops it.</summary>
    /// <exception cref="HttpIOException">It ended too early.</exception>
    public static async Task SkipAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength is 0)
        {
            return;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            int read;
            for (var total = 0; total < Unread && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0; total += read)
            {
                // The next piece overwrites it.
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The body as text, without a byte order mark; a large one waits for its place.</summary>
    /// <exception cref="HttpIOException">It ended too early.</exception>
    public static async Task<string> ReadAsync(HttpResponseMessage response, LargeBodies.Place place, CancellationToken cancellationToken)
    {
        await using var stream = Decoded(await response.Content.ReadAsStreamAsync(cancellationToken), response.Content.Headers.ContentEncoding);
        var buffer = Rent(Piece);
        try
        {
            var length = 0;
            int read;
            while (length < Searched
                && (read = await stream.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length, Searched) - length), cancellationToken)) > 0)
            {
                length += read;
                if (length == buffer.Length && length < Searched)
                {
                    await place.TakeAsync(length, cancellationToken);
                    var larger = Rent(Math.Min(length * 2, Searched));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    Return(buffer);
                    buffer = larger;
                }
            }

            return Charset(response.Content.Headers.ContentType).GetString(buffer, 0, length).TrimStart('\uFEFF');
        }
        finally
        {
            Return(buffer);
        }
    }

    /// <summary>Large buffers do not come from the pool: it would keep them.</summary>
    private static byte[] Rent(int size) => size <= LargeBodies.Threshold ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];

    private static void Return(byte[] buffer)
    {
        if (buffer.Length <= LargeBodies.Threshold)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Compressed answers are read although nobody asked for them; the last encoding was put on last.</summary>
    private static Stream Decoded(Stream stream, ICollection<string> encodings)
    {
        foreach (var encoding in encodings.Reverse())
        {
            stream = encoding.ToUpperInvariant() switch
            {
                "GZIP" or "X-GZIP" => new GZipStream(stream, CompressionMode.Decompress),
                "DEFLATE" => new ZLibStream(stream, CompressionMode.Decompress),
                "BR" => new BrotliStream(stream, CompressionMode.Decompress),
                _ => stream,
            };
        }

        return stream;
    }

    private static Encoding Charset(MediaTypeHeaderValue? type)
    {
        try
        {
            return type?.CharSet is { Length: > 0 } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
