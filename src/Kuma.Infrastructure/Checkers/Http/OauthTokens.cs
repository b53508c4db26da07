using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>Tokens of the client-credentials grant, kept in memory until they expire; monitors with the same client share one.</summary>
internal sealed class OauthTokens(HttpHandlers handlers, TimeProvider time)
{
    private const int MaxAnswer = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Client, Keeper> _keepers = new();

    /// <summary>The value of the Authorization header.</summary>
    /// <exception cref="CheckFailedException">The token server gives none.</exception>
    public Task<string> GetAsync(MonitorSettings settings, CancellationToken cancellationToken) =>
        GetAsync(settings, refused: null, cancellationToken);

    /// <summary>Another one, after the target has refused <paramref name="refused"/>.</summary>
    /// <exception cref="CheckFailedException">The token server gives none.</exception>
    public Task<string> RenewAsync(MonitorSettings settings, string? refused, CancellationToken cancellationToken) =>
        GetAsync(settings, refused, cancellationToken);

    private async Task<string> GetAsync(MonitorSettings settings, string? refused, CancellationToken cancellationToken)
    {
        var client = Client.Of(settings);
        var keeper = _keepers.GetOrAdd(client, static _ => new Keeper());
        await keeper.Gate.WaitAsync(cancellationToken);
        try
        {
            if (keeper.Header is { } kept && kept != refused && time.GetUtcNow() < keeper.Until)
            {
                return kept;
            }

            (keeper.Header, keeper.Until) = await AskAsync(client, cancellationToken);
            return keeper.Header;
        }
        finally
        {
            keeper.Gate.Release();
        }
    }

    private async Task<(string Header, DateTimeOffset Until)> AskAsync(Client client, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = client.Request();
            using var response = await handlers.Plain(client.IgnoreTls).SendAsync(request, linked.Token);
            await response.Content.LoadIntoBufferAsync(MaxAnswer, linked.Token);
            return Read(response.StatusCode, response.ReasonPhrase, await response.Content.ReadAsStringAsync(linked.Token));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"outgoing request timed out after {Patience.TotalMilliseconds:0}ms"), e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Invalid(NetworkErrors.Describe(e), e);
        }
    }

    private (string Header, DateTimeOffset Until) Read(HttpStatusCode status, string? reason, string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (status is HttpStatusCode.OK && Text(root, "access_token") is { } token)
            {
                var until = root.TryGetProperty("expires_in", out var seconds) && Number(seconds) is { } left
                    ? time.GetUtcNow().AddSeconds(left)
                    : DateTimeOffset.MaxValue;
                return ($"{Text(root, "token_type") ?? "Bearer"} {token}", until);
            }

            if (Text(root, "error") is { } error)
            {
                throw Invalid(Text(root, "error_description") is { } description ? $"{error} ({description})" : error);
            }
        }
        catch (JsonException e) when (status is HttpStatusCode.OK)
        {
            throw Invalid($"the answer is no JSON: {e.Message}", e);
        }
        catch (JsonException)
        {
            // The status says more than the body.
        }

        throw Invalid(status is HttpStatusCode.OK
            ? "the answer has no access_token"
            : string.Create(CultureInfo.InvariantCulture, $"expected 200 OK, got: {(int)status} {reason}"));
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Math.Clamp(value.GetDouble(), 0, int.MaxValue),
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            Math.Clamp(number, 0, int.MaxValue),
        _ => null,
    };

    private static CheckFailedException Invalid(string reason, Exception? inner = null) =>
        new($"The oauth config is invalid. {reason}", inner!);

    private sealed class Keeper
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public string? Header { get; set; }

        public DateTimeOffset Until { get; set; }
    }

    private sealed record Client(string Url, string Id, string Secret, string? Scopes, string? Audience, bool InBody, bool IgnoreTls)
    {
        public static Client Of(MonitorSettings settings) => new(
            settings.OauthTokenUrl ?? "", settings.OauthClientId ?? "", settings.OauthClientSecret ?? "", settings.OauthScopes, settings.OauthAudience,
            settings.OauthAuthMethod is "client_secret_post", settings.IgnoreTls);

        public HttpRequestMessage Request()
        {
            if (!Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                throw Invalid("Invalid URL");
            }

            List<KeyValuePair<string, string>> form = [new("grant_type", "client_credentials")];
            Add("scope", Scopes);
            Add("audience", Audience);
            if (InBody)
            {
                Add("client_id", Id);
                Add("client_secret", Secret);
            }

            var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Accept.ParseAdd("application/json");
            if (!InBody)
            {
                var pair = $"{WebUtility.UrlEncode(Id)}:{WebUtility.UrlEncode(Secret)}";
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
            }

            return request;

            void Add(string name, string? value)
            {
                if (!string.IsNullOrWhiteSpace(value))
                {
                    form.Add(new(name, value));
                }
            }
        }
    }
}
