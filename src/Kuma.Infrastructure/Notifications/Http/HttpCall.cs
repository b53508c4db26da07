using System.Text;

namespace Kuma.Infrastructure.Notifications.Http;

/// <summary>A request of a provider, as data.</summary>
internal sealed record HttpCall
{
    private HttpCall(HttpMethod method, string url)
    {
        Method = method;
        Url = url;
    }

    public HttpMethod Method { get; private init; }

    /// <summary>The address; what may not stand in one is encoded when it is sent.</summary>
    public string Url { get; private init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    /// <summary>The body; <c>null</c> for none.</summary>
    public string? Body { get; private init; }

    /// <summary>A body that is no text, instead of <see cref="Body"/>.</summary>
    public byte[]? BodyBytes { get; private init; }

    /// <summary>The body's type unless a header says otherwise.</summary>
    public string? ContentType { get; private init; }

    /// <summary>Text parts of a multipart body, instead of <see cref="Body"/>.</summary>
    public IReadOnlyList<(string Name, string? Value)>? Parts { get; private init; }

    /// <summary>Accept any certificate.</summary>
    public bool AnyCertificate { get; init; }

    /// <summary>Past every proxy, also those of the usual variables.</summary>
    public bool IsDirect { get; init; }

    /// <summary>A time limit shorter than the common one.</summary>
    public TimeSpan? Timeout { get; init; }

    public static HttpCall Post(string url) => new(HttpMethod.Post, url);

    public static HttpCall Put(string url) => new(HttpMethod.Put, url);

    public static HttpCall Get(string url) => new(HttpMethod.Get, url);

    public HttpCall Header(string name, string value) => this with { Headers = [.. Headers, (name, value)] };

    public HttpCall Bearer(string token) => Header("Authorization", $"Bearer {token}");

    public HttpCall Basic(string user, string secret) =>
        Header("Authorization", BasicOf(user, secret));

    public static string BasicOf(string user, string secret) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}"))}";

    public HttpCall AcceptJson() => Header("Accept", "application/json");

    public HttpCall Json(JsonBody body) => this with { Body = body.ToString(), ContentType = "application/json" };

    public HttpCall Form(params (string Name, string? Value)[] fields) =>
        this with { Body = Escape.Form(fields), ContentType = "application/x-www-form-urlencoded;charset=utf-8" };

    public HttpCall Multipart(params (string Name, string? Value)[] parts) => this with { Parts = parts };

    public HttpCall Bytes(byte[] body, string contentType) => this with { BodyBytes = body, ContentType = contentType };

    public HttpCall Raw(string body, string contentType) => this with { Body = body, ContentType = contentType };

    /// <summary>The same request to the place that an answer named, as browsers do it: some become a GET, credentials stay with their host.</summary>
    public HttpCall Redirected(int status, Uri from, Uri to)
    {
        var staysHome = (from.Scheme == to.Scheme || to.Scheme is "https")
            && (from.Authority == to.Authority || to.Authority.EndsWith($".{from.Authority}", StringComparison.OrdinalIgnoreCase));
        var becomesGet = (status is 301 or 302 && Method == HttpMethod.Post) || (status is 303 && Method != HttpMethod.Get);
        var call = this with { Url = to.AbsoluteUri, Headers = [.. Headers.Where(header => Stays(header.Name, staysHome, becomesGet))] };
        return becomesGet ? call with { Method = HttpMethod.Get, Body = null, BodyBytes = null, Parts = null } : call;
    }

    private static bool Stays(string header, bool staysHome, bool becomesGet) => header.ToUpperInvariant() switch
    {
        "HOST" => false,
        "AUTHORIZATION" or "COOKIE" or "PROXY-AUTHORIZATION" => staysHome,
        var name => !becomesGet || !name.StartsWith("CONTENT-", StringComparison.Ordinal),
    };
}

/// <summary>An answer of status 2xx.</summary>
/// <param name="Reason">The words after the status.</param>
/// <param name="Body">The body as text.</param>
internal sealed record HttpAnswer(int Status, string Reason, string Body)
{
    /// <summary>The body as a JSON object; an empty one when it is something else.</summary>
    public Fields Json => new(JsonText.Parse(Body) ?? default);

    /// <summary>The body: JSON compact, anything else as it came.</summary>
    public string Compact => JsonText.Compact(Body);

    /// <summary>A failure in the body's own words.</summary>
    public static NotificationFailedException Refused(string message) => new(message);
}
