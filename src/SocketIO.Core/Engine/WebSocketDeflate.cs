using System.Buffers;
using System.IO.Compression;
using SocketIO.Core.Packets;

namespace SocketIO.Core.Engine;

/// <summary>
/// permessage-deflate (RFC 7692) without context takeover in either direction: nothing is kept per connection, and a broadcast is
/// compressed once for all.
/// </summary>
internal static class WebSocketDeflate
{
    /// <summary>The answer to an offer. Either side may ask for no takeover; a server may impose it on the client (7.1.1.2).</summary>
    public const string Response = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    // An empty stored block that ends the stream: after the four bytes a sender strips, it lets the inflater finish.
    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF, 0x01, 0x00, 0x00, 0xFF, 0xFF];

    /// <summary>Whether one of the offers in <c>Sec-WebSocket-Extensions</c> can be taken: we always use the full window.</summary>
    public static bool IsOffered(string? extensions)
    {
        foreach (var offer in (extensions ?? string.Empty).Split(','))
        {
            var parts = offer.Split(';', StringSplitOptions.TrimEntries);
            if (string.Equals(parts[0], "permessage-deflate", StringComparison.OrdinalIgnoreCase) &&
                !parts.Skip(1).Any(part => part.StartsWith("server_max_window_bits=", StringComparison.OrdinalIgnoreCase) &&
                    !part.EndsWith("=15", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes a complete frame with the compressed payload.</summary>
    public static byte[] MakeFrame(ReadOnlySpan<byte> payload, WebSocketOpcode opcode)
    {
        using var output = new MemoryStream(64 + (payload.Length / 2));
        output.SetLength(EncodedPacket.FrameReserve);
        output.Position = EncodedPacket.FrameReserve;
        using (var deflate = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(payload);
            deflate.Flush();

            // What disposing adds (the final block) is cut off with the empty block that a flush ends with.
            var end = (int)output.Length - 4;
            var buffer = output.GetBuffer();
            var start = WebSocketFrame.WriteHeaderBackwards(
                buffer, EncodedPacket.FrameReserve, end - EncodedPacket.FrameReserve, opcode, isCompressed: true);
            return buffer.AsSpan(start, end - start).ToArray();
        }
    }

    /// <summary>Inflates a message into a rented array, never past the limit.</summary>
    /// <returns>The length; -1 for broken data, -2 when the message is longer than allowed.</returns>
    public static int Inflate(ReadOnlySpan<byte> payload, int maxPayload, out byte[] rented)
    {
        var input = ArrayPool<byte>.Shared.Rent(payload.Length + Tail.Length);
        payload.CopyTo(input);
        Tail.CopyTo(input.AsSpan(payload.Length));
        rented = ArrayPool<byte>.Shared.Rent(Math.Min(maxPayload + 1, Math.Max(1024, payload.Length * 4)));
        try
        {
            using var source = new MemoryStream(input, 0, payload.Length + Tail.Length, writable: false);
            using var inflate = new DeflateStream(source, CompressionMode.Decompress);
            var length = 0;
            while (true)
            {
                if (length == rented.Length)
                {
                    var bigger = ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(maxPayload + 1, length + 1), rented.Length * 2));
                    rented.AsSpan(0, length).CopyTo(bigger);
                    ArrayPool<byte>.Shared.Return(rented);
                    rented = bigger;
                }

                var read = inflate.Read(rented.AsSpan(length));
                length += read;
                if (length > maxPayload)
                {
                    return -2;
                }

                if (read == 0)
                {
                    return length;
                }
            }
        }
        catch (InvalidDataException)
        {
            return -1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
        }
    }
}
