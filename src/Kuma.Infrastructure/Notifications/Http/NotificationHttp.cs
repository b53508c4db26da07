using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Kuma.Infrastructure.Notifications.Http;

/// <summary>Sends what providers ask for, and puts failures into the words of the original (spec/notifications.md 1.6 and 1.7).</summary>
internal sealed class NotificationHttp(IHttpHandlers handlers, NotificationOptions options, TimeProvider time)
{
    /// <summary>The version that targets are told, that of the compatible original.</summary>
    public const string Version = "2.5.3";

    private const int BodyLimit = 256 * 1024;
    private const int MaxRedirects = 21;

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Sends a request and returns an answer of status 2xx.</summary>
    /// <exception cref="NotificationFailedException">There was no answer, or one of another status.</exception>
    public async Task<HttpAnswer> SendAsync(HttpCall call, bool useProxy, CancellationToken cancellationToken)
    {
        var limit = call.Timeout ?? options.RequestTimeout;
        using var deadline = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var client = new HttpMessageInvoker(handlers.Of(useProxy && !call.IsDirect ? Proxy() : null, call.AnyCertificate, call.IsDirect), disposeHandler: false);
        try
        {
            using var response = await FollowAsync(client, call, linked.Token);
            var body = await ReadAsync(response, linked.Token);
            var answer = new HttpAnswer((int)response.StatusCode, response.ReasonPhrase ?? "", body);
            return answer.Status is >= 200 and < 300 ? answer : throw Refusal(answer, response.Headers.RetryAfter);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"timeout of {limit.TotalMilliseconds:0}ms exceeded");
            throw new NotificationFailedException($"{message} (code=ECONNABORTED)", e) { Bare = message, IsTransient = true, MayHaveArrived = true };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw NetworkFaults.Describe(e);
        }
    }

    /// <summary>Sends, and goes where answers lead: also from https to http, which the handler would not.</summary>
    private static async Task<HttpResponseMessage> FollowAsync(HttpMessageInvoker client, HttpCall call, CancellationToken cancellationToken)
    {
        for (var followed = 0; ; followed++)
        {
            using var request = Request(call);
            var response = await client.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode is < 300 or >= 400
                || !response.Headers.NonValidated.TryGetValues("Location", out var locations) || locations.FirstOrDefault() is not { Length: > 0 } location)
            {
                return response;
            }

            using (response)
            {
                call = followed < MaxRedirects
                    ? Next(call, (int)response.StatusCode, location)
                    : throw Coded("Maximum number of redirects exceeded", "ERR_FR_TOO_MANY_REDIRECTS");
            }
        }
    }

    private static HttpCall Next(HttpCall call, int status, string location)
    {
        var from = new Uri(Escape.Address(call.Url));
        return Uri.TryCreate(from, location, out var to) && to.Scheme is ("http" or "https")
            ? call.Redirected(status, from, to)
            : throw Coded("Invalid URL", "ERR_INVALID_URL");
    }

    private static NotificationFailedException Coded(string message, string code) =>
        new($"{message} (code={code}) - cause: {message}") { Bare = message };

    private static HttpRequestMessage Request(HttpCall call)
    {
        if (!Uri.TryCreate(Escape.Address(call.Url), AsWritten, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new NotificationFailedException("Invalid URL (code=ERR_INVALID_URL)") { Bare = "Invalid URL" };
        }

        var request = new HttpRequestMessage(call.Method, address) { Version = HttpVersion.Version11, Content = Content(call) };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/plain, */*");
        request.Headers.TryAddWithoutValidation("User-Agent", $"Uptime-Kuma/{Version}");
        foreach (var (name, value) in call.Headers)
        {
            Add(request, name, value);
        }

        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, ..] parts)
        {
            Add(request, "Authorization", HttpCall.BasicOf(Uri.UnescapeDataString(user), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "")));
        }

        return request;
    }

    private static void Add(HttpRequestMessage request, string name, string value)
    {
        // A header cannot hold line breaks, whatever a user or a template puts there.
        var line = value.ReplaceLineEndings(" ");
        if (line.Any(static c => c is > 'ÿ' or '\x7f' or (< ' ' and not '\t')))
        {
            throw new NotificationFailedException($"Invalid character in header content [\"{name}\"] (code=ERR_INVALID_CHAR)")
            {
                Bare = $"Invalid character in header content [\"{name}\"]",
            };
        }

        if (name.StartsWith("content-", StringComparison.OrdinalIgnoreCase))
        {
            // A multipart body knows its own boundary, and every body its length.
            if (request.Content is { } content and not MultipartContent && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, line);
            }

            return;
        }

        request.Headers.Remove(name);
        if (!request.Headers.TryAddWithoutValidation(name, line))
        {
            throw new NotificationFailedException($"Header name must be a valid HTTP token [\"{name}\"]");
        }
    }

    private static HttpContent? Content(HttpCall call)
    {
        if (call.Parts is { } parts)
        {
            var multipart = new MultipartFormDataContent();
            multipart.Headers.ContentType = MediaTypeHeaderValue.Parse(
                multipart.Headers.ContentType!.ToString().Replace("\"", "", StringComparison.Ordinal));
            foreach (var (name, value) in parts.Where(part => part.Value is not null))
            {
                var part = new ByteArrayContent(Encoding.UTF8.GetBytes(value!));
                part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"");
                multipart.Add(part);
            }

            return multipart;
        }

        if ((call.BodyBytes ?? (call.Body is { } text ? Encoding.UTF8.GetBytes(text) : null)) is not { } body)
        {
            return null;
        }

        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", call.ContentType);
        return content;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BodyLimit];
        var length = await stream.ReadAtLeastAsync(buffer, BodyLimit, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private NotificationFailedException Refusal(HttpAnswer answer, RetryConditionHeaderValue? retryAfter)
    {
        var bare = string.Create(CultureInfo.InvariantCulture, $"Request failed with status code {answer.Status}");
        var code = answer.Status switch { >= 500 => " (code=ERR_BAD_RESPONSE)", >= 400 => " (code=ERR_BAD_REQUEST)", _ => "" };
        var reason = answer.Reason.Length > 0 ? " " + answer.Reason : "";
        var body = answer.Compact is { Length: > 0 } text ? " " + text : "";
        return new NotificationFailedException($"{bare}{code} (HTTP {answer.Status}{reason}){body}")
        {
            Bare = bare,
            Status = answer.Status,
            Body = answer.Compact,
            IsTransient = answer.Status is >= 500 or 408 or 425 or 429,
            MayHaveArrived = true,
            RetryAfter = retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - time.GetUtcNow() : null),
        };
    }

    /// <summary>The proxy of notifications, read at each sending; <c>null</c> leaves the usual variables in force.</summary>
    private static Uri? Proxy() => ProxyOf(Environment.GetEnvironmentVariable("notification_proxy") is { Length: > 0 } lower
        ? lower
        : Environment.GetEnvironmentVariable("NOTIFICATION_PROXY"));

    /// <summary>The proxy that the variable names; <c>null</c> for none, or for one of another kind.</summary>
    /// <exception cref="NotificationFailedException">It is no address.</exception>
    internal static Uri? ProxyOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var proxy) || (proxy.Scheme is not "file" && proxy.Host.Length == 0))
        {
            throw new NotificationFailedException("Invalid URL: the variable notification_proxy");
        }

        return proxy.Scheme switch
        {
            "http" or "https" or "socks4" or "socks5" => proxy,
            "socks" or "socks5h" => new UriBuilder(proxy) { Scheme = "socks5" }.Uri,
            _ => null,
        };
    }
}
