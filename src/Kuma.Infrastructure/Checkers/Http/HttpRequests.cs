using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>The request that a monitor describes, and those that redirects make of it.</summary>
internal static class HttpRequests
{
    private const string Accept =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.9";

    private const string UserAgent = "Uptime-Kuma/2.5.3";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="CheckFailedException">The monitor's address, headers or body cannot be sent.</exception>
    public static HttpRequestMessage First(MonitorSettings settings)
    {
        if (!Uri.TryCreate(settings.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CheckFailedException("Invalid URL");
        }

        var target = settings.CacheBust ? WithCacheBuster(url) : url;
        var request = new HttpRequestMessage(new HttpMethod(settings.Method.ToUpperInvariant()), target) { Content = Body(settings) };
        AddHeaders(request, settings, withCredentials: true);
        return request;
    }

    /// <summary>301, 302 and 303 turn a POST into a GET; credentials stay with their host.</summary>
    public static HttpRequestMessage Next(MonitorSettings settings, HttpRequestMessage previous, HttpStatusCode status, Uri target)
    {
        var toGet = status is HttpStatusCode.SeeOther
            ? previous.Method != HttpMethod.Head
            : status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found && previous.Method == HttpMethod.Post;
        var request = new HttpRequestMessage(toGet ? HttpMethod.Get : previous.Method, target)
        {
            Content = toGet || previous.Content is null ? null : Body(settings),
        };
        AddHeaders(request, settings, previous.RequestUri!.Authority == target.Authority);
        return request;
    }

    private static void AddHeaders(HttpRequestMessage request, MonitorSettings settings, bool withCredentials)
    {
        Set(request, "Accept", Accept);
        Set(request, "User-Agent", UserAgent);
        if (withCredentials && Credentials(settings) is { } credentials)
        {
            Set(request, "Authorization", credentials);
        }

        foreach (var (name, value) in UserHeaders(settings.Headers))
        {
            if (withCredentials || !name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                Set(request, name, value);
            }
        }
    }

    private static string? Credentials(MonitorSettings settings) => settings.AuthMethod switch
    {
        "basic" => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.BasicAuthUser}:{settings.BasicAuthPass}"))}",
        "bearer" => $"Bearer {settings.BearerToken}",
        _ => null,
    };

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content is { } content)
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static List<(string Name, string Value)> UserHeaders(string? json)
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

    private static ByteArrayContent? Body(MonitorSettings settings)
    {
        if (string.IsNullOrWhiteSpace(settings.Body))
        {
            return null;
        }

        return settings.HttpBodyEncoding switch
        {
            null or "" or "json" => Json(settings.Body),
            "form" => Text(settings.Body, "application/x-www-form-urlencoded"),
            "xml" => Text(settings.Body, "text/xml; charset=utf-8"),
            _ => null,
        };
    }

    private static ByteArrayContent? Json(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return IsFalsy(json.RootElement) ? null : Text(JsonSerializer.Serialize(json, Compact), "application/json");
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

    private static ByteArrayContent Text(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static Uri WithCacheBuster(Uri url)
    {
        var random = RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", 11);
        var query = url.Query.Length > 1 ? $"{url.Query[1..]}&" : "";
        return new UriBuilder(url) { Query = string.Create(CultureInfo.InvariantCulture, $"{query}uptime_kuma_cachebuster={random}") }.Uri;
    }
}
