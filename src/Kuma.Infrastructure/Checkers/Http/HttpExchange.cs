using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>One request of an http monitor with its redirects, judged by its status (spec/monitors.md sections 4.1 to 4.4).</summary>
internal sealed class HttpExchange(TimeProvider time)
{
    private const int BodyLimit = 16 * 1024 * 1024;

    /// <summary>Sends the request; an answer comes back only with an accepted status.</summary>
    /// <exception cref="CheckFailedException">No answer, or one that is not accepted.</exception>
    public async Task<HttpAnswer> SendAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var timeout = BeatPolicy.Timeout(settings);
        using var deadline = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);

        // The facts of the handshake belong to one check, and no connection is kept: a handler of its own costs little.
        using var connection = new HttpConnection(settings, time);
        try
        {
            return await SendAsync(connection, settings, linked.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CheckFailedException(string.Create(CultureInfo.InvariantCulture, $"timeout of {timeout.TotalMilliseconds:0}ms exceeded"), e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new CheckFailedException(connection.Refusal ?? NetworkErrors.Describe(e), e);
        }
    }

    private async Task<HttpAnswer> SendAsync(HttpConnection connection, MonitorSettings settings, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var response = await FollowAsync(connection, settings, cancellationToken);
        var body = Excerpts.Searchable(await ReadAsync(response, cancellationToken));
        var ping = Math.Round(time.GetElapsedTime(start).TotalMilliseconds);
        var code = (int)response.StatusCode;
        if (!AcceptedStatusCodes.Contain(settings.AcceptedStatusCodes, code))
        {
            throw new CheckFailedException(string.Create(CultureInfo.InvariantCulture, $"Request failed with status code {code}"))
            {
                Tls = connection.Tls,
                Response = settings.SaveErrorResponse ? Excerpts.Cut(body, settings.ResponseMaxLength) : null,
            };
        }

        return new HttpAnswer(string.Create(CultureInfo.InvariantCulture, $"{code} - {response.ReasonPhrase}"), body, ping, connection.Tls);
    }

    private static async Task<HttpResponseMessage> FollowAsync(
        HttpConnection connection, MonitorSettings settings, CancellationToken cancellationToken)
    {
        var request = HttpRequests.First(settings);
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                var response = await connection.SendAsync(request, cancellationToken);
                if (settings.MaxRedirects <= 0 || Target(request, response) is not { } target)
                {
                    return response;
                }

                response.Dispose();
                if (redirects >= settings.MaxRedirects)
                {
                    throw new CheckFailedException("Maximum number of redirects exceeded");
                }

                var next = HttpRequests.Next(settings, request, response.StatusCode, target);
                request.Dispose();
                request = next;
            }
        }
        finally
        {
            request.Dispose();
        }
    }

    private static Uri? Target(HttpRequestMessage request, HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location
            ? new Uri(request.RequestUri!, location)
            : null;

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while (body.Length < BodyLimit && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return Charset(response.Content.Headers.ContentType).GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private static Encoding Charset(MediaTypeHeaderValue? type)
    {
        try
        {
            return type?.CharSet is { Length: > 0 } name ? Encoding.GetEncoding(name.Trim('"')) : Encoding.UTF8;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
