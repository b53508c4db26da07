using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.WebSockets;

/// <summary>The opening handshake of a WebSocket (RFC 6455 section 4).</summary>
internal static class Handshake
{
    public const string WrongAccept = "Invalid Sec-WebSocket-Accept header";

    /// <exception cref="CheckFailedException">The monitor's address is none.</exception>
    public static HttpRequestMessage Request(MonitorSettings settings, out string key)
    {
        if (!Uri.TryCreate((settings.Url ?? "").Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("ws" or "wss" or "http" or "https"))
        {
            throw new CheckFailedException($"Invalid URL: {settings.Url}");
        }

        var address = new UriBuilder(url) { Scheme = url.Scheme is "wss" or "https" ? "https" : "http", Port = url.Port, Fragment = "" };
        if (url.IsDefaultPort || url.Port < 0)
        {
            address.Port = -1;
        }

        key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var request = new HttpRequestMessage(HttpMethod.Get, address.Uri) { Version = System.Net.HttpVersion.Version11 };
        Set(request, "Connection", "Upgrade");
        Set(request, "Upgrade", "websocket");
        Set(request, "Sec-WebSocket-Version", "13");
        Set(request, "Sec-WebSocket-Key", key);
        if (Subprotocols(settings.WsSubprotocol) is { Length: > 0 } subprotocols)
        {
            Set(request, "Sec-WebSocket-Protocol", string.Join(',', subprotocols));
        }

        switch (settings.AuthMethod)
        {
            case "basic":
                var credentials = Encoding.UTF8.GetBytes($"{settings.BasicAuthUser}:{settings.BasicAuthPass}");
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
                break;
            case "bearer":
                Set(request, "Authorization", $"Bearer {settings.BearerToken}");
                break;
            default:
                break;
        }

        return request;
    }

    public static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>Headers that are no JSON object are passed over, as in the original.</summary>
    public static void AddUserHeaders(HttpRequestMessage request, string? json)
    {
        try
        {
            using var headers = JsonDocument.Parse(string.IsNullOrWhiteSpace(json) ? "{}" : json);
            if (headers.RootElement.ValueKind is JsonValueKind.Object)
            {
                foreach (var header in headers.RootElement.EnumerateObject())
                {
                    Set(request, header.Name, header.Value.ToString());
                }
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // As said above.
        }
    }

    /// <summary>What is wrong with the server's side of it; <c>null</c> when nothing is.</summary>
    public static string? Fault(HttpResponseMessage response, string key, string offered)
    {
        if (!Value(response, "Upgrade").Equals("websocket", StringComparison.OrdinalIgnoreCase))
        {
            return "Invalid Upgrade header";
        }

#pragma warning disable CA5350 // The protocol's own hash; it guards nothing.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes($"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        if (Value(response, "Sec-WebSocket-Accept") != accept)
        {
            return WrongAccept;
        }

        var (wanted, chosen) = (Subprotocols(offered), Value(response, "Sec-WebSocket-Protocol"));
        return chosen.Length == 0
            ? wanted.Length == 0 ? null : "Server sent no subprotocol"
            : wanted.Length == 0 ? "Server sent a subprotocol but none was requested"
            : wanted.Contains(chosen, StringComparer.Ordinal) ? null : "Server sent an invalid subprotocol";
    }

    private static string[] Subprotocols(string? list) =>
        (list ?? "").Replace(" ", "", StringComparison.Ordinal).Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Value(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : "";
}
