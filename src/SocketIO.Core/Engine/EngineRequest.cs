using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SocketIO.Core.Engine;

/// <summary>What a refused request is told; the numbers are those of the reference server.</summary>
internal sealed record EngineError(int Code, string Message)
{
    public static readonly EngineError UnknownTransport = new(0, "Transport unknown");
    public static readonly EngineError UnknownSession = new(1, "Session ID unknown");
    public static readonly EngineError BadMethod = new(2, "Bad handshake method");
    public static readonly EngineError BadRequest = new(3, "Bad request");
    public static readonly EngineError Forbidden = new(4, "Forbidden");
    public static readonly EngineError UnsupportedVersion = new(5, "Unsupported protocol version");
}

/// <summary>Checks the query of a request in the order in which the reference server does.</summary>
internal static class EngineRequest
{
    public static (EngineError? Error, EngineSession? Session) Verify(HttpContext context, bool isWebSocket, EngineServer server)
    {
        var query = EngineQuery.Read(context.Request.QueryString);
        var kind = query.Transport;
        if (kind == SocketIOTransports.None || (server.Options.Transports & kind) == SocketIOTransports.None)
        {
            return (EngineError.UnknownTransport, null);
        }

        if (!string.IsNullOrEmpty(query.Sid))
        {
            return VerifySession(server, query.Sid, kind, isWebSocket, query.IsVersion4);
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !(isWebSocket && HttpMethods.IsConnect(context.Request.Method)))
        {
            return (EngineError.BadMethod, null);
        }

        if ((kind == SocketIOTransports.WebSocket) != isWebSocket)
        {
            return (EngineError.BadRequest, null);
        }

        return (query.IsVersion4 ? null : EngineError.UnsupportedVersion, null);
    }

    /// <summary>A polling request gets JSON; a WebSocket handshake gets the bare message and a closed connection.</summary>
    public static async Task RefuseAsync(HttpContext context, EngineError error, bool isWebSocket)
    {
        var response = context.Response;
        byte[] body;
        if (isWebSocket)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            response.ContentType = "text/html";
            if (HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                response.Headers.Connection = "close";
            }

            body = Encoding.UTF8.GetBytes(error.Message);
        }
        else
        {
            response.StatusCode = error.Code == EngineError.Forbidden.Code ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest;
            response.ContentType = "application/json";
            body = Encoding.UTF8.GetBytes($"{{\"code\":{error.Code},\"message\":\"{JsonEncodedText.Encode(error.Message)}\"}}");
        }

        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body);
        }
    }

    private static (EngineError? Error, EngineSession? Session) VerifySession(
        EngineServer server, string id, SocketIOTransports kind, bool isWebSocket, bool isVersion4)
    {
        if (server.Find(id) is not { } session)
        {
            return (EngineError.UnknownSession, null);
        }

        // A request of the other transport is an upgrade, or it is wrong.
        var isMismatch = !isWebSocket && (session.Polling is null || kind != SocketIOTransports.Polling);
        var isForbiddenUpgrade = isWebSocket && (kind != SocketIOTransports.WebSocket || !server.Options.AllowUpgrades);
        return isMismatch || isForbiddenUpgrade || !isVersion4 ? (EngineError.BadRequest, null) : (null, session);
    }
}
