using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>A request of a check, which may bring its connection, and remembers what the connection's handshake told.</summary>
internal sealed class CheckRequest(HttpMethod method, Uri url) : HttpRequestMessage(method, url)
{
    /// <summary>An open connection to its host; <c>null</c> when the client is to open one.</summary>
    public OpenConnection? Connection { get; set; }

    /// <summary>Facts of the handshake, when this request opened a TLS connection.</summary>
    public TlsFacts? Tls { get; set; }
}

/// <summary>A connection that was opened before its request went into the client. It belongs to whoever takes it; nobody's ends with the check.</summary>
internal sealed class OpenConnection(Stream? stream) : IDisposable
{
    private Stream? _stream = stream;

    /// <summary>The connection, once.</summary>
    public Stream? Take() => Interlocked.Exchange(ref _stream, null);

    public void Dispose() => Take()?.Dispose();
}

/// <summary>The request that a monitor describes, and those that redirects make of it.</summary>
internal static class HttpRequests
{
    private const string Accept =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.9";

    private const string UserAgent = "Uptime-Kuma/2.5.3";

    public static CheckRequest First(HttpPlan plan, string? authorization, bool askForCompression)
    {
        var target = plan.Settings.CacheBust ? WithCacheBuster(plan.Url) : plan.Url;
        var request = new CheckRequest(plan.Method, target) { Content = plan.NewContent() };
        AddHeaders(request, plan, authorization, isRedirect: false, sameHost: true);
        if (askForCompression)
        {
            Set(request, "Accept-Encoding", "gzip, deflate");
        }

        return request;
    }

    /// <summary>301, 302 and 303 turn a POST into a GET; credentials and cookies of the monitor stay with their host.</summary>
    public static CheckRequest Next(
        HttpPlan plan, HttpRequestMessage previous, HttpStatusCode status, Uri target, string? authorization, bool sameHost, string? cookies)
    {
        var toGet = status is HttpStatusCode.SeeOther
            ? previous.Method != HttpMethod.Head
            : status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found && previous.Method == HttpMethod.Post;
        var request = new CheckRequest(toGet ? HttpMethod.Get : previous.Method, target)
        {
            Content = toGet || previous.Content is null ? null : plan.NewContent(),
        };
        AddHeaders(request, plan, authorization, isRedirect: true, sameHost);
        if (!string.IsNullOrEmpty(cookies))
        {
            var own = request.Headers.TryGetValues("Cookie", out var values) ? string.Join("; ", values) : null;
            Set(request, "Cookie", own is null ? cookies : $"{own}; {cookies}");
        }

        return request;
    }

    private static void AddHeaders(HttpRequestMessage request, HttpPlan plan, string? authorization, bool isRedirect, bool sameHost)
    {
        request.Headers.TryAddWithoutValidation("Accept", Accept);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (sameHost && authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in plan.Headers)
        {
            if (!isRedirect || (!Is(name, "Host") && (sameHost || !IsSecret(name))))
            {
                Set(request, name, value);
            }
        }
    }

    private static bool IsSecret(string name) => Is(name, "Authorization") || Is(name, "Cookie") || Is(name, "Proxy-Authorization");

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (IsOfContent(name))
        {
            request.Content?.Headers.Remove(name);
            request.Content?.Headers.TryAddWithoutValidation(name, value);
            return;
        }

        try
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        catch (FormatException e)
        {
            throw new CheckFailedException($"Header name must be a valid HTTP token [\"{name}\"]", e);
        }
    }

    private static bool IsOfContent(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || Is(name, "Allow") || Is(name, "Expires") || Is(name, "Last-Modified");

    private static Uri WithCacheBuster(Uri url)
    {
        var random = RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", 11);
        var query = url.Query.Length > 1 ? $"{url.Query[1..]}&" : "";
        return new UriBuilder(url) { Query = string.Create(CultureInfo.InvariantCulture, $"{query}uptime_kuma_cachebuster={random}") }.Uri;
    }
}
