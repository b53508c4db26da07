using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Scripting;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>What the settings of an http monitor come to, worked out once and used by every check until they change.</summary>
internal sealed class HttpPlan
{
    private readonly byte[]? _body;
    private readonly MediaTypeHeaderValue? _bodyType;

    /// <exception cref="CheckFailedException">The monitor's address, method, headers or body cannot be sent.</exception>
    public HttpPlan(MonitorSettings settings)
    {
        if (!Uri.TryCreate(settings.Url?.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CheckFailedException("Invalid URL");
        }

        Settings = settings;
        Url = url;
        Method = MethodOf(settings.Method);
        Headers = UserHeaders(settings.Headers);
        Authorization = Credentials(settings, url);
        (_body, _bodyType) = Body(settings);
    }

    public MonitorSettings Settings { get; }

    public Uri Url { get; }

    public HttpMethod Method { get; }

    /// <summary>The headers of the monitor's owner, which win over all others.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    /// <summary>The value of the Authorization header, when the settings alone tell it.</summary>
    public string? Authorization { get; }

    /// <summary>A new content for each request that carries the body; <c>null</c> when there is none.</summary>
    public ByteArrayContent? NewContent()
    {
        if (_body is null)
        {
            return null;
        }

        var content = new ByteArrayContent(_body);
        content.Headers.ContentType = _bodyType;
        return content;
    }

    private static HttpMethod MethodOf(string method)
    {
        try
        {
            return string.IsNullOrWhiteSpace(method) ? HttpMethod.Get : HttpMethod.Parse(method.Trim().ToUpperInvariant());
        }
        catch (FormatException e)
        {
            throw new CheckFailedException($"Invalid method: {method}", e);
        }
    }

    private static string? Credentials(MonitorSettings settings, Uri url) => settings.AuthMethod switch
    {
        "basic" => Basic($"{settings.BasicAuthUser}:{settings.BasicAuthPass}"),
        "bearer" => $"Bearer {settings.BearerToken}",
        _ => url.UserInfo.Length > 0 ? Basic(Uri.UnescapeDataString(url.UserInfo)) : null,
    };

    private static string Basic(string userAndPassword) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword))}";

    private static IReadOnlyList<(string Name, string Value)> UserHeaders(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return [];
        }

        try
        {
            using var headers = JsonDocument.Parse(json);
            return headers.RootElement.ValueKind is JsonValueKind.Object
                ? [.. headers.RootElement.EnumerateObject().Select(header => (header.Name, header.Value.ToString()))]
                : [];
        }
        catch (JsonException e)
        {
            throw new CheckFailedException($"Your headers are no JSON object: {e.Message}", e);
        }
    }

    private static (byte[]? Body, MediaTypeHeaderValue? Type) Body(MonitorSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.Body))
        {
            return (null, null);
        }

        return settings.HttpBodyEncoding switch
        {
            null or "" or "json" => Json(settings.Body),
            "form" => Text(settings.Body, "application/x-www-form-urlencoded"),
            "xml" => Text(settings.Body, "text/xml; charset=utf-8"),
            _ => (null, null),
        };
    }

    private static (byte[]? Body, MediaTypeHeaderValue? Type) Json(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return IsFalsy(json.RootElement) ? (null, null) : Text(ScriptJson.Text(json.RootElement), "application/json");
        }
        catch (JsonException e)
        {
            throw new CheckFailedException($"Your JSON body is invalid. {e.Message}", e);
        }
    }

    private static bool IsFalsy(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Number => value.GetDouble() is 0,
        JsonValueKind.String => value.GetString()!.Length == 0,
        _ => false,
    };

    private static (byte[]? Body, MediaTypeHeaderValue? Type) Text(string text, string type) =>
        (Encoding.UTF8.GetBytes(text), MediaTypeHeaderValue.Parse(type));
}
