using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Globalping;

/// <summary>What is to be measured, in the words of the service.</summary>
internal static class GlobalpingRequests
{
    public static JsonObject Of(MonitorSettings settings, HttpRequestMessage? http) => new()
    {
        ["type"] = settings.Subtype,
        ["target"] = http?.RequestUri!.IdnHost ?? (settings.Hostname ?? "").Trim(),
        ["limit"] = 1,
        ["locations"] = new JsonArray(new JsonObject { ["magic"] = settings.Location ?? "world" }),
        ["measurementOptions"] = settings.Subtype switch
        {
            "ping" => Ping(settings),
            "dns" => Dns(settings),
            _ => Web(settings, http!),
        },
    };

    private static JsonObject Ping(MonitorSettings settings)
    {
        var options = new JsonObject { ["packets"] = Math.Clamp(settings.PingCount, 1, 16) };
        Add(options, "protocol", settings.Protocol);
        if (settings.Protocol is "TCP" && settings.Port is { } port)
        {
            options["port"] = port;
        }

        return WithFamily(options, settings);
    }

    private static JsonObject Dns(MonitorSettings settings)
    {
        var options = new JsonObject { ["query"] = new JsonObject { ["type"] = settings.DnsResolveType ?? "A" } };
        Add(options, "protocol", settings.Protocol);
        Add(options, "resolver", settings.DnsResolveServer);
        if (settings.Port is { } port)
        {
            options["port"] = port;
        }

        return WithFamily(options, settings);
    }

    private static JsonObject Web(MonitorSettings settings, HttpRequestMessage http)
    {
        var url = http.RequestUri!;
        var headers = new JsonObject();
        foreach (var header in http.Headers)
        {
            headers[header.Key] = string.Join(", ", header.Value);
        }

        var options = new JsonObject
        {
            ["request"] = new JsonObject
            {
                ["host"] = url.IdnHost,
                ["path"] = url.AbsolutePath,
                ["query"] = url.Query.TrimStart('?'),
                ["method"] = http.Method.Method,
                ["headers"] = headers,
            },
            ["port"] = url.Port,
            ["protocol"] = settings.Protocol is { Length: > 0 } protocol ? protocol : url.Scheme.ToUpperInvariant(),
        };
        Add(options, "resolver", settings.DnsResolveServer);
        return WithFamily(options, settings);
    }

    /// <summary>The request that a probe is to send.</summary>
    /// <exception cref="CheckFailedException">The monitor's address is none.</exception>
    public static HttpRequestMessage Http(MonitorSettings settings)
    {
        if (!Uri.TryCreate((settings.Url ?? "").Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CheckFailedException("Invalid URL");
        }

        if (settings.CacheBust)
        {
            var random = System.Security.Cryptography.RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", 11);
            url = new UriBuilder(url) { Query = $"{(url.Query.Length > 1 ? $"{url.Query[1..]}&" : "")}uptime_kuma_cachebuster={random}" }.Uri;
        }

        var request = new HttpRequestMessage(new HttpMethod(string.IsNullOrWhiteSpace(settings.Method) ? "GET" : settings.Method.Trim().ToUpperInvariant()), url);
        if (settings.AuthMethod is "basic" or "bearer")
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.BasicAuthUser}:{settings.BasicAuthPass}"));
            Set(request, "Authorization", settings.AuthMethod is "basic" ? $"Basic {credentials}" : $"Bearer {settings.BearerToken}");
        }

        return request;
    }

    public static void AddUserHeaders(HttpRequestMessage request, string? json)
    {
        try
        {
            using var headers = JsonDocument.Parse(string.IsNullOrWhiteSpace(json) ? "{}" : json);
            foreach (var header in headers.RootElement.EnumerateObject())
            {
                Set(request, header.Name, header.Value.ToString());
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CheckFailedException($"Your headers are no JSON object: {e.Message}", e);
        }
    }

    public static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static void Add(JsonObject options, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            options[name] = value.Trim();
        }
    }

    private static JsonObject WithFamily(JsonObject options, MonitorSettings settings)
    {
        if (settings.IpFamily is "ipv4" or "ipv6")
        {
            options["ipVersion"] = settings.IpFamily is "ipv4" ? 4 : 6;
        }

        return options;
    }
}
