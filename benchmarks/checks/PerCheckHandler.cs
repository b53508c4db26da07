using System.Net;
using System.Text;
using System.Text.Json;

namespace Kuma.Benchmarks;

/// <summary>The baseline: a handler, a cookie jar, the whole body as text and an attempt to parse it, for every check.</summary>
internal static class PerCheckHandler
{
    public static async Task<string> CheckAsync(string url)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.Zero,
            UseProxy = false,
            CookieContainer = new CookieContainer(),
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, chain, _) => chain is not null;
        using var client = new HttpMessageInvoker(handler);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url));
        request.Headers.TryAddWithoutValidation("Accept", "text/html,*/*;q=0.8");
        using var response = await client.SendAsync(request, deadline.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
        using var body = new MemoryStream();
        await stream.CopyToAsync(body, deadline.Token);
        var text = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
        try
        {
            using var json = JsonDocument.Parse(text);
            return $"{(int)response.StatusCode} {json.RootElement.ValueKind}";
        }
        catch (JsonException)
        {
            return $"{(int)response.StatusCode} - {response.ReasonPhrase}";
        }
    }
}
