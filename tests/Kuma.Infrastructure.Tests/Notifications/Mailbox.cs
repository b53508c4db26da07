using System.Collections.Concurrent;
using System.Text;
using Kuma.Infrastructure.Notifications.Http;
using Kuma.Testing;
using Microsoft.AspNetCore.Http;

namespace Kuma.Infrastructure.Tests.Notifications;

/// <summary>A web server of this machine that stands for every target of the world: it keeps each request as it came over the wire.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private readonly TargetServer _server;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    private Mailbox(TargetServer server)
    {
        _server = server;
        server.Answer = AnswerAsync;
    }

    public Uri Address => _server.Address;

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Status and body of the answer to a request; 200 and an empty object at first.</summary>
    public Func<ReceivedRequest, (int Status, string Body)> Answer { get; set; } = _ => (200, "{}");

    /// <summary>Where the answer to a request sends its sender on; nowhere at first.</summary>
    public Func<ReceivedRequest, string?> Location { get; set; } = _ => null;

    public static async Task<Mailbox> StartAsync() => new(await TargetServer.StartAsync());

    public void Clear() => _requests.Clear();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = context.Request;
        var received = new ReceivedRequest(
            request.Method,
            $"{request.Headers[Detour.Scheme].FirstOrDefault() ?? "http"}://{request.Host}{context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget}",
            request.Headers.Where(header => header.Key != Detour.Scheme).ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        _requests.Enqueue(received);
        var (status, answer) = Answer(received);
        context.Response.StatusCode = status;
        if (Location(received) is { } location)
        {
            context.Response.Headers.Location = location;
        }

        await context.Response.WriteAsync(answer);
    }
}

/// <summary>A request with the address that the sender meant.</summary>
internal sealed record ReceivedRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Body => Encoding.UTF8.GetString(Bytes);
}

/// <summary>Leads every connection to one server of this machine; the request tells where it was meant to go.</summary>
internal sealed class Detour(Uri target) : IHttpHandlers, IDisposable
{
    public const string Scheme = "X-Detour-Scheme";

    private readonly Handler _handler = new(target);

    public bool AnyCertificate { get; private set; }

    public HttpMessageHandler Of(Uri? proxy, bool anyCertificate, bool isDirect)
    {
        AnyCertificate = anyCertificate;
        return _handler;
    }

    public void Dispose() => _handler.Dispose();

    private sealed class Handler(Uri target) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var meant = request.RequestUri!;
            request.Headers.Host = meant.IsDefaultPort ? meant.IdnHost : $"{meant.IdnHost}:{meant.Port}";
            request.Headers.Add(Scheme, meant.Scheme);
            var path = meant.OriginalString[(meant.OriginalString.IndexOf("://", StringComparison.Ordinal) + 3)..];
            request.RequestUri = new Uri(
                target.GetLeftPart(UriPartial.Authority) + path[path.IndexOf('/', StringComparison.Ordinal)..],
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            return base.SendAsync(request, cancellationToken);
        }
    }
}
