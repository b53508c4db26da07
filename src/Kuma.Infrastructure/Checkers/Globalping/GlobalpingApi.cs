using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Globalping;

/// <summary>The measurement API of Globalping (globalping.io/docs/api.globalping.io).</summary>
internal sealed class GlobalpingApi(Uri address, TimeProvider time) : IDisposable
{
    private const int AnswerLimit = 4 * 1024 * 1024;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All, PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = AnswerLimit,
    };

    public static Uri Public { get; } = new("https://api.globalping.io");

    /// <summary>Has a measurement made and returns the result of its one probe.</summary>
    /// <exception cref="CheckFailedException">The service refuses it, or does not answer.</exception>
    public async Task<JsonObject> MeasureAsync(JsonObject request, string? token, CancellationToken cancellationToken)
    {
        try
        {
            var id = await CreateAsync(request, token, cancellationToken);
            while (true)
            {
                var measurement = await FetchAsync(id, token, cancellationToken);
                if ((string?)measurement["status"] is not "in-progress")
                {
                    return measurement["results"] is JsonArray { Count: > 0 } results && results[0] is JsonObject result
                        ? result
                        : throw new CheckFailedException($"Failed to fetch measurement ({id}): no results.");
                }

                await Task.Delay(BetweenLooks, time, cancellationToken);
            }
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException or InvalidOperationException)
        {
            throw new CheckFailedException($"Globalping does not answer as expected: {Http.NetworkErrors.Describe(e)}", e);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> CreateAsync(JsonObject body, string? token, CancellationToken cancellationToken)
    {
        for (var again = true; ; again = false)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/measurements") { Content = JsonContent.Create(body) };
            using var response = await SendAsync(request, token, cancellationToken);
            if (response.StatusCode is HttpStatusCode.InternalServerError && again)
            {
                continue;
            }

            var answer = await ReadAsync(response, cancellationToken);
            if (response.IsSuccessStatusCode && (string?)answer["id"] is { } id)
            {
                return id;
            }

            throw new CheckFailedException($"Failed to create measurement: {(response.StatusCode is HttpStatusCode.TooManyRequests ? OutOfCredits(token) : Reason(answer))}");
        }
    }

    private async Task<JsonObject> FetchAsync(string id, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/measurements/{Uri.EscapeDataString(id)}");
        using var response = await SendAsync(request, token, cancellationToken);
        var answer = await ReadAsync(response, cancellationToken);
        return response.IsSuccessStatusCode ? answer : throw new CheckFailedException($"Failed to fetch measurement ({id}): {Reason(answer)}");
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token, CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.ParseAdd("Uptime-Kuma/2.5.3");
        if (!string.IsNullOrEmpty(token))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return _client.SendAsync(request, cancellationToken);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken)) as JsonObject ?? throw new JsonException("the answer is no object");

    private static string OutOfCredits(string? token) => string.IsNullOrEmpty(token)
        ? "You have run out of credits. Get higher limits by creating an account. Sign up at https://dash.globalping.io?view=add-credits."
        : "You have run out of credits. Get higher limits by sponsoring us or hosting probes. Learn more at https://dash.globalping.io?view=add-credits.";

    private static string Reason(JsonObject answer)
    {
        var error = answer["error"] as JsonObject ?? [];
        var text = new StringBuilder($"{error["type"]} {error["message"]}.");
        foreach (var (key, value) in error["params"] as JsonObject ?? [])
        {
            text.Append('\n').Append(key).Append(": ").Append(value);
        }

        return text.ToString();
    }
}
