using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>Saved response bodies: Brotli of UTF-8, as on the wire (there in base64).</summary>
internal static class BrotliText
{
    private const int Quality = 4;
    private const int Window = 18;

    public static byte[]? Compress(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var target = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(bytes, target, out var written, Quality, Window) ? target[..written] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(target);
        }
    }

    public static string Expand(byte[] compressed)
    {
        using var source = new BrotliStream(new MemoryStream(compressed, writable: false), CompressionMode.Decompress);
        using var reader = new StreamReader(source, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
