using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SocketIO.Core.Engine;

/// <summary>Turns a request into a pipe of frames: RFC 6455 over HTTP/1.1, RFC 8441 over HTTP/2.</summary>
internal static class WebSocketHandshake
{
    public static bool IsRequest(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            return string.Equals(connect.Protocol, "websocket", StringComparison.OrdinalIgnoreCase);
        }

        return context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } &&
            context.Request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Accepts the connection.</summary>
    /// <returns>The pipe, or null when the request was refused; the answer is then written.</returns>
    public static async ValueTask<IDuplexPipe?> AcceptAsync(HttpContext context, bool allowDeflate)
    {
        var request = context.Request.Headers;
        var response = context.Response;
        if (!string.Equals(request.SecWebSocketVersion, "13", StringComparison.Ordinal))
        {
            response.Headers.SecWebSocketVersion = "13";
            return await RefuseAsync(context, "Missing or invalid Sec-WebSocket-Version header");
        }

        if (allowDeflate && WebSocketDeflate.IsOffered(request.SecWebSocketExtensions))
        {
            response.Headers.SecWebSocketExtensions = WebSocketDeflate.Response;
        }

        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            response.StatusCode = StatusCodes.Status200OK;
            return new StreamPipe(await connect.AcceptAsync());
        }

        string? key = request.SecWebSocketKey;
        if (!IsKey(key))
        {
            response.Headers.Remove("Sec-WebSocket-Extensions");
            return await RefuseAsync(context, "Missing or invalid Sec-WebSocket-Key header");
        }

        response.Headers.Connection = "Upgrade";
        response.Headers.Upgrade = "websocket";
        response.Headers.SecWebSocketAccept = MakeAccept(key!);
        var upgrade = context.Features.Get<IHttpUpgradeFeature>()!;
        var stream = await upgrade.UpgradeAsync();
        return FindTransport(context, upgrade) ?? new StreamPipe(stream);
    }

    /// <summary>
    /// The pipe of the connection itself, which after the upgrade carries nothing but frames. It is decrypted under TLS. The stream on top of it
    /// costs a pending read of two layers per idle connection and four layers per frame sent; it is used where somebody stands in between.
    /// </summary>
    private static IDuplexPipe? FindTransport(HttpContext context, IHttpUpgradeFeature upgrade) =>
        ReferenceEquals(upgrade, context.Features.Get<IHttpRequestLifetimeFeature>())
            ? context.Features.Get<IConnectionTransportFeature>()?.Transport
            : null;

    private static async ValueTask<IDuplexPipe?> RefuseAsync(HttpContext context, string message)
    {
        await EngineRequest.RefuseAsync(context, EngineError.BadRequest with { Message = message }, isWebSocket: true);
        return null;
    }

    private static bool IsKey(string? key)
    {
        Span<byte> bytes = stackalloc byte[18];
        return key is { Length: 24 } && Convert.TryFromBase64String(key, bytes, out var written) && written == 16;
    }

    private static string MakeAccept(string key)
    {
        Span<byte> text = stackalloc byte[60];
        Encoding.ASCII.GetBytes(key, text);
        "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8.CopyTo(text[24..]);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6455, 4.2.2 prescribes SHA-1; it protects nothing here.
        SHA1.HashData(text, hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }
}
