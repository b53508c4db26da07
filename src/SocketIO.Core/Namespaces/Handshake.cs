using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
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

internal sealed class HandshakeRequest
{
    private readonly string? _pathBase;
    private readonly string? _path;
    private readonly string? _queryString;
    private IReadOnlyDictionary<string, StringValues>? _query;

    public HandshakeRequest(HttpContext context, DateTimeOffset time)
    {
        Headers = new CompactDictionary(context.Request.Headers, StringComparison.OrdinalIgnoreCase);
        RemoteAddress = context.Connection.RemoteIpAddress;
        _pathBase = context.Request.PathBase.Value;
        _path = context.Request.Path.Value;
        _queryString = context.Request.QueryString.Value;
        Secure = context.Request.IsHttps;

        // Asking the context itself would make an empty user that stays as long as the connection.
        var user = context.Features.Get<IHttpAuthenticationFeature>()?.User;
        User = user?.Identities.Any(identity => identity.IsAuthenticated) == true ? user : null;
        Time = time;
    }

    public IReadOnlyDictionary<string, StringValues> Headers { get; }

    public IReadOnlyDictionary<string, StringValues> Query =>
        _query ??= new CompactDictionary(QueryHelpers.ParseQuery(_queryString), StringComparison.Ordinal);

    public IPAddress? RemoteAddress { get; }

    public string Url => string.Concat(_pathBase, _path, _queryString);

    public DateTimeOffset Time { get; }

    public bool Secure { get; }

    public ClaimsPrincipal? User { get; }
}
