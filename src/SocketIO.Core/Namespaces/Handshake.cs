using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace SocketIO.Core;

/// <summary>What a client brought along when it connected. A copy: it does not hold on to the request.</summary>
public sealed class Handshake
{
    private readonly HandshakeRequest _request;

    internal Handshake(HandshakeRequest request, JsonElement? auth)
    {
        _request = request;
        Auth = auth;
    }

    /// <summary>The headers of the first request; names in any case.</summary>
    public IReadOnlyDictionary<string, StringValues> Headers => _request.Headers;

    /// <summary>The query of the first request.</summary>
    public IReadOnlyDictionary<string, StringValues> Query => _request.Query;

    /// <summary>The address of the client as the server sees it; forwarded headers count when their middleware runs.</summary>
    public IPAddress? RemoteAddress => _request.RemoteAddress;

    /// <summary>Path and query of the first request.</summary>
    public string Url => _request.Url;

    /// <summary>When the session was opened.</summary>
    public DateTimeOffset Time => _request.Time;

    /// <summary>Whether the first request came over TLS.</summary>
    public bool Secure => _request.Secure;

    /// <summary>The user that the authentication middleware found, if any.</summary>
    public ClaimsPrincipal? User => _request.User;

    /// <summary>The payload of the CONNECT packet (Socket.IO, "Connection to a namespace"); null when there was none.</summary>
    public JsonElement? Auth { get; }
}

/// <summary>
/// What is kept of the first request. While it lasts, which is long for a WebSocket, the web server holds its texts anyway; they are copied when
/// it ends.
/// </summary>
internal sealed class HandshakeRequest
{
    private readonly long _ticks;
    private object _source;

    public HandshakeRequest(HttpContext context, DateTimeOffset time)
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        SharedText.Share(request);
        _source = request;

        // Asking the context for the address, or below for the user, would make an object that stays as long as the connection.
        RemoteAddress = context.Features.Get<IHttpConnectionFeature>()?.RemoteIpAddress;
        Secure = context.Request.IsHttps;
        var user = context.Features.Get<IHttpAuthenticationFeature>()?.User;
        User = user?.Identities.Any(identity => identity.IsAuthenticated) == true ? user : null;
        _ticks = time.UtcTicks;
    }

    public IReadOnlyDictionary<string, StringValues> Headers => new CompactDictionary(Read().Headers, StringComparison.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, StringValues> Query =>
        new CompactDictionary([.. QueryHelpers.ParseQuery(Read().QueryString)], StringComparison.Ordinal);

    public IPAddress? RemoteAddress { get; }

    public string Url => Read().Url;

    public DateTimeOffset Time => new(_ticks, TimeSpan.Zero);

    public bool Secure { get; }

    public ClaimsPrincipal? User { get; }

    private object Gate => this;

    /// <summary>The request ends, and the web server takes it back.</summary>
    public void Detach()
    {
        lock (Gate)
        {
            _source = Read();
        }
    }

    private Copy Read()
    {
        lock (Gate)
        {
            return _source as Copy ?? Copy.Of((IHttpRequestFeature)_source);
        }
    }

    private sealed record Copy(KeyValuePair<string, StringValues>[] Headers, string Path, string QueryString)
    {
        // Put together when it is asked for: the two parts are those of other requests too.
        public string Url => Path + QueryString;

        public static Copy Of(IHttpRequestFeature request) =>
            new([.. request.Headers], request.PathBase.Length == 0 ? request.Path : request.PathBase + request.Path, request.QueryString);
    }
}
