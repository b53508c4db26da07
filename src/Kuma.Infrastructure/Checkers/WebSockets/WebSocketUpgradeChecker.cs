using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Http;

namespace Kuma.Infrastructure.Checkers.WebSockets;

/// <summary>UP when a WebSocket opens and closes with an accepted code (spec/monitors.md section 5.22).</summary>
internal sealed class WebSocketUpgradeChecker(HttpHandlers handlers, OauthTokens tokens, TimeProvider time) : IChecker
{
    private const int Normal = 1000;

    public string Type => "websocket-upgrade";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var limit = BeatPolicy.Timeout(settings);
        var start = time.GetTimestamp();
        using var deadline = new Deadline(limit, time, cancellationToken);
        try
        {
            var close = await OpenAndCloseAsync(settings, deadline.Token);
            var ping = Math.Round(time.GetElapsedTime(start).TotalMilliseconds);
            return AcceptedStatusCodes.Contain(settings.AcceptedStatusCodes, close.Code)
                ? CheckOutcome.Up(close.Message, ping)
                : throw new CheckFailedException(CloseCodes.Describe(close.Code)) { Ping = ping };
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException("Opening handshake has timed out", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or WebSocketException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new CheckFailedException(NetworkErrors.Describe(e), e);
        }
    }

    private async Task<Close> OpenAndCloseAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        // Only a client certificate's owner may wave TLS errors through here, and there is no proxy.
        var rules = settings with { IgnoreTls = settings.IgnoreTls && settings.AuthMethod is "mtls", ProxyId = null };
        using var lease = await handlers.RentAsync(rules, cancellationToken);
        using var request = Handshake.Request(settings, out var key);
        if (settings.AuthMethod is "oauth2-cc")
        {
            Handshake.Set(request, "Authorization", await tokens.GetAsync(settings, cancellationToken));
        }

        Handshake.AddUserHeaders(request, settings.Headers);
        using var response = await lease.Client.SendAsync(request, cancellationToken);
        if (response.StatusCode is not HttpStatusCode.SwitchingProtocols)
        {
            throw new CheckFailedException(
                string.Create(CultureInfo.InvariantCulture, $"Unexpected server response: {(int)response.StatusCode}"));
        }

        if (Handshake.Fault(response, key, settings.WsSubprotocol) is { } fault)
        {
            return fault == Handshake.WrongAccept && settings.WsIgnoreSecWebsocketAcceptHeader
                ? new Close(Normal, "1000 - OK")
                : throw new CheckFailedException(fault);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var socket = WebSocket.CreateFromStream(stream, isServer: false, subProtocol: null, Timeout.InfiniteTimeSpan);
        return await CloseAsync(socket, cancellationToken);
    }

    private static async Task<Close> CloseAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
            var rest = new byte[4096];
            while ((await socket.ReceiveAsync(rest.AsMemory(), cancellationToken)).MessageType is not WebSocketMessageType.Close)
            {
                // What the server still had to say.
            }

            var code = socket.CloseStatus is { } status and not WebSocketCloseStatus.Empty ? (int)status : CloseCodes.NoStatus;
            return new Close(code, string.IsNullOrEmpty(socket.CloseStatusDescription)
                ? string.Create(CultureInfo.InvariantCulture, $"{code} - OK")
                : socket.CloseStatusDescription);
        }
        catch (WebSocketException e) when (e.WebSocketErrorCode is WebSocketError.ConnectionClosedPrematurely)
        {
            return new Close(CloseCodes.Abnormal, CloseCodes.Describe(CloseCodes.Abnormal));
        }
    }

    private sealed record Close(int Code, string Message);
}

/// <summary>Codes of close frames (RFC 6455 section 7.4 and the IANA registry).</summary>
internal static class CloseCodes
{
    public const int NoStatus = 1005;
    public const int Abnormal = 1006;

    public static string Describe(int code) => code switch
    {
        1002 => "Protocol error",
        1003 => "Unsupported Data",
        NoStatus => "No Status Received",
        Abnormal => "Abnormal Closure",
        1007 => "Invalid frame payload data",
        1008 => "Policy Violation",
        1009 => "Message Too Big",
        1010 => "Mandatory Extension Missing",
        1011 => "Internal Error",
        1012 => "Service Restart",
        1013 => "Try Again Later",
        1014 => "Bad Gateway",
        1015 => "TLS Handshake Failed",
        3000 => "Unauthorized",
        3003 => "Forbidden",
        3008 => "Timeout",
        _ => string.Create(CultureInfo.InvariantCulture, $"Unexpected status code: {code}"),
    };
}
