using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SocketIO.Core.Engine;

/// <summary>The sending half: a body of packets between record separators ("Payload encoding").</summary>
internal sealed partial class PollingTransport
{
    private const byte RecordSeparator = 0x1E;

    public async Task HandlePostAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            // The binary payloads of the previous revision.
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            Session.Fail(CloseReasons.TransportError);
            return;
        }

        lock (Session.Gate)
        {
            if (!_isPosting)
            {
                _isPosting = true;
                goto Read;
            }
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        Session.Fail(CloseReasons.TransportError);
        return;

    Read:
        byte[]? body = null;
        try
        {
            _reading = context;
            (body, var length) = await ReadBodyAsync(context);
            _reading = null;
            if (body is null)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            await TakePayloadAsync(body.AsMemory(0, length));
            if (_isRefused)
            {
                await EngineRequest.RefuseAsync(context, EngineError.BadRequest, isWebSocket: false);
                return;
            }

            await AnswerOkAsync(context);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or BadHttpRequestException)
        {
            Session.Drop(CloseReasons.TransportError);
        }
        finally
        {
            _reading = null;
            _isPosting = false;
            if (body is not null)
            {
                ArrayPool<byte>.Shared.Return(body);
            }
        }
    }

    private static async Task AnswerOkAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        context.Response.ContentLength = 2;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync("ok"u8.ToArray());
    }

    private async ValueTask<(byte[]? Body, int Length)> ReadBodyAsync(HttpContext context)
    {
        var limit = Session.Server.Options.MaxPayload;
        if (context.Request.ContentLength > limit)
        {
            return (null, 0);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        var body = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit + 1L, context.Request.ContentLength + 1 ?? 4096));
        var length = 0;
        try
        {
            while (true)
            {
                if (length == body.Length)
                {
                    var bigger = ArrayPool<byte>.Shared.Rent(body.Length * 2);
                    body.CopyTo(bigger, 0);
                    ArrayPool<byte>.Shared.Return(body);
                    body = bigger;
                }

                var read = await context.Request.Body.ReadAsync(body.AsMemory(length), context.RequestAborted);
                length += read;
                if (length > limit)
                {
                    ArrayPool<byte>.Shared.Return(body);
                    return (null, 0);
                }

                if (read == 0)
                {
                    return (body, length);
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(body);
            throw;
        }
    }

    internal async ValueTask TakePayloadAsync(ReadOnlyMemory<byte> payload)
    {
        Session.Server.Metrics.Received(payload.Length);
        if (!Utf8.IsValid(payload.Span))
        {
            Session.Fail(CloseReasons.ParseError);
            return;
        }

        while (Session.IsOpen)
        {
            var end = payload.Span.IndexOf(RecordSeparator);
            var packet = end < 0 ? payload : payload[..end];
            await TakePacket(packet.Span);
            if (end < 0)
            {
                return;
            }

            payload = payload[(end + 1)..];
        }
    }

    private ValueTask TakePacket(ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty || packet[0] != (byte)'b')
        {
            return Session.ReceiveFromPolling(packet);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(packet.Length));
        try
        {
            if (Base64.DecodeFromUtf8(packet[1..], bytes, out _, out var written) == OperationStatus.Done)
            {
                return Session.ReceiveBinary(bytes.AsSpan(0, written));
            }

            Session.Fail(CloseReasons.ParseError);
            return ValueTask.CompletedTask;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
