using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Kuma.Web.Api;

/// <summary>An answer in its final bytes: plain, and compressed when the first client asks for that; with an ETag.</summary>
internal sealed class EncodedBody
{
    private const int WorthCompressing = 1024;
    private const int BrotliQuality = 1;
    private const int BrotliWindow = 20;

    // Header values are made once: they are written with every answer.
    private static readonly StringValues EveryOrigin = "*";
    private static readonly StringValues EveryMethod = "GET, PUT, POST, DELETE, OPTIONS";
    private static readonly StringValues SomeHeaders = "Origin, X-Requested-With, Content-Type, Accept";
    private static readonly StringValues ByEncoding = HeaderNames.AcceptEncoding;
    private static readonly StringValues ByEncodingAndLanguage = $"{HeaderNames.AcceptEncoding}, {HeaderNames.AcceptLanguage}";
    private static readonly StringValues Brotli = "br";
    private static readonly StringValues Gzip = "gzip";

    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;
    private readonly StringValues _etag;
    private readonly StringValues _contentType;
    private readonly StringValues _cacheControl = "no-cache";
    private readonly StringValues _policy;
    private readonly StringValues _language;

    /// <param name="contentType">Its media type with charset.</param>
    /// <param name="bytes">The plain body.</param>
    /// <param name="status">The HTTP status.</param>
    public EncodedBody(string contentType, byte[] bytes, int status = StatusCodes.Status200OK)
    {
        _contentType = contentType;
        Bytes = bytes;
        Status = status;
        _etag = $"W/\"{bytes.Length:x}-{Fingerprint(bytes):x}\"";

        _brotli = new Lazy<byte[]>(CompressBrotli);
        _gzip = new Lazy<byte[]>(CompressGzip);
    }

    public byte[] Bytes { get; }

    public int Status { get; }

    /// <summary>What caches on the way may do; by default they ask each time.</summary>
    public string CacheControl
    {
        init => _cacheControl = value;
    }

    /// <summary>The policy of an HTML answer; <c>null</c> for none.</summary>
    public string? ContentSecurityPolicy
    {
        init => _policy = value;
    }

    /// <summary>The language of its texts; <c>null</c> for none.</summary>
    public string? Language
    {
        init => _language = value;
    }

    /// <summary>Whether pages of other origins may read it.</summary>
    public bool ForEveryOrigin { get; init; }

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        var headers = response.Headers;
        headers.ETag = _etag;
        headers.CacheControl = _cacheControl;
        if (_policy.Count > 0)
        {
            headers.ContentSecurityPolicy = _policy;
        }

        if (_language.Count > 0)
        {
            headers.ContentLanguage = _language;
        }

        if (ForEveryOrigin)
        {
            headers.AccessControlAllowOrigin = EveryOrigin;
            headers.AccessControlAllowMethods = EveryMethod;
            headers.AccessControlAllowHeaders = SomeHeaders;
        }

        if (context.Request.Headers.IfNoneMatch is { Count: > 0 } known && Status == StatusCodes.Status200OK && Matches(known))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var bytes = Choose(context);
        response.StatusCode = Status;
        headers.ContentType = _contentType;
        headers.ContentLength = bytes.Length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        // The bytes are there: there is nothing to give up when the client goes, and asking for its token costs.
        var write = response.BodyWriter.WriteAsync(bytes, CancellationToken.None);
        return write.IsCompletedSuccessfully ? Task.CompletedTask : write.AsTask();
    }

    private byte[] Choose(HttpContext context)
    {
        if (Bytes.Length < WorthCompressing)
        {
            return Bytes;
        }

        var headers = context.Response.Headers;
        headers.Vary = _language.Count > 0 ? ByEncodingAndLanguage : ByEncoding;
        switch (Encodings.Best(context.Request.Headers.AcceptEncoding))
        {
            case "br":
                headers.ContentEncoding = Brotli;
                return _brotli.Value;
            case "gzip":
                headers.ContentEncoding = Gzip;
                return _gzip.Value;
            default:
                return Bytes;
        }
    }

    private bool Matches(StringValues known)
    {
        var tag = _etag[0]!;
        foreach (var value in known)
        {
            if (value is "*" || value?.Contains(tag, StringComparison.Ordinal) is true || value?.Contains(tag[2..], StringComparison.Ordinal) is true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells versions of an answer apart; a tag proves nothing, so that no cryptographic hash is needed (FNV-1a over words).</summary>
    private static ulong Fingerprint(ReadOnlySpan<byte> bytes)
    {
        const ulong prime = 0x100000001b3;
        var hash = 0xcbf29ce484222325;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            hash = (hash ^ word) * prime;
            hash ^= hash >> 29;
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            hash = (hash ^ rest) * prime;
        }

        return hash;
    }

    /// <summary>Pages change with every beat: a fast level keeps a rebuild within a few milliseconds and still saves nine tenths.</summary>
    private byte[] CompressBrotli()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(Bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(Bytes, buffer, out var length, BrotliQuality, BrotliWindow)
                ? buffer.AsSpan(0, length).ToArray()
                : throw new InvalidOperationException("The buffer is as long as Brotli asks for, and yet too short.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private byte[] CompressGzip()
    {
        using var target = new MemoryStream(Bytes.Length / 8);
        using (var stream = new GZipStream(target, CompressionLevel.Fastest))
        {
            stream.Write(Bytes);
        }

        return target.ToArray();
    }
}
