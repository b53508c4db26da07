using Kuma.Domain.Common;

namespace Kuma.Domain.Monitors;

public sealed partial record MonitorSettings
{
    private static readonly IReadOnlyList<string> DefaultAcceptedStatusCodes = ["200-299"];

    // HTTP, browser, WebSocket
    public string? Url { get; init; }

    public string Method { get; init; } = "GET";

    /// <summary>JSON object as the user typed it.</summary>
    public string? Headers { get; init; }

    public string? Body { get; init; }

    /// <summary>`json`, `form` or `xml`.</summary>
    public string? HttpBodyEncoding { get; init; }

    public int MaxRedirects { get; init; } = 10;

    public IReadOnlyList<string> AcceptedStatusCodes { get; init; } = DefaultAcceptedStatusCodes;

    public bool CacheBust { get; init; }

    public string? Keyword { get; init; }

    public bool InvertKeyword { get; init; }

    public string? JsonPath { get; init; }

    public string? JsonPathOperator { get; init; }

    public string? ExpectedValue { get; init; }

    /// <summary>`basic`, `bearer`, `oauth2-cc`, `ntlm`, `mtls` or <c>null</c>.</summary>
    public string? AuthMethod { get; init; }

    public string? BasicAuthUser { get; init; }

    public string? BasicAuthPass { get; init; }

    public string? BearerToken { get; init; }

    public string? OauthClientId { get; init; }

    public string? OauthClientSecret { get; init; }

    public string? OauthTokenUrl { get; init; }

    public string? OauthScopes { get; init; }

    public string? OauthAudience { get; init; }

    public string? OauthAuthMethod { get; init; }

    public string? AuthDomain { get; init; }

    public string? AuthWorkstation { get; init; }

    public string? TlsCert { get; init; }

    public string? TlsKey { get; init; }

    public string? TlsCa { get; init; }

    public bool SaveResponse { get; init; }

    public bool SaveErrorResponse { get; init; } = true;

    public int ResponseMaxLength { get; init; } = 1024;

    public RemoteBrowserId? RemoteBrowser { get; init; }

    /// <summary>Milliseconds.</summary>
    public int ScreenshotDelay { get; init; }

    public string WsSubprotocol { get; init; } = "";

    public bool WsIgnoreSecWebsocketAcceptHeader { get; init; }
}
