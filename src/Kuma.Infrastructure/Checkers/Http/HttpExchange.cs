using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>What a check needs of the body of an accepted answer.</summary>
internal enum BodyUse
{
    /// <summary>That it arrives.</summary>
    None,

    /// <summary>Its text.</summary>
    Search,
}

/// <summary>One request of an http monitor with its redirects (spec/monitors.md sections 4.1 and 4.2).</summary>
internal sealed class HttpExchange(HttpHandlers handlers, OauthTokens tokens, TimeProvider time)
{
    private readonly ConditionalWeakTable<MonitorSettings, HttpPlan> _plans = [];

    /// <summary>
    /// Sends the request, reads the answer, whatever its status is, and has it judged. What thousands of targets may do at once (no such name, no
    /// connection, no answer in time) becomes an outcome here, not an exception: through the layers of the client one costs as much as a whole check.
    /// </summary>
    /// <exception cref="CheckFailedException">The answer is no HTTP, or not all of it came.</exception>
    public async Task<CheckOutcome> CheckAsync(MonitorSettings settings, BodyUse use, Func<HttpAnswer, CheckOutcome> judge, CancellationToken cancellationToken)
    {
        var timeout = BeatPolicy.Timeout(settings);
        using var deadline = new CancellationTokenSource(timeout, time);
        await using var stop = cancellationToken.UnsafeRegister(static deadline => ((CancellationTokenSource)deadline!).Cancel(), deadline);
        try
        {
            using var place = new LargeBodies.Place();
            var (answer, failure) = await SendAsync(_plans.GetValue(settings, static settings => new HttpPlan(settings)), use, place, deadline.Token);
            if (answer is not null)
            {
                return judge(answer);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return CheckOutcome.Failed(failure ?? Late(timeout));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return CheckOutcome.Failed(Late(timeout));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or NotSupportedException)
        {
            throw new CheckFailedException(NetworkErrors.Describe(e), e);
        }
    }

    private static string Late(TimeSpan timeout) => string.Create(CultureInfo.InvariantCulture, $"timeout of {timeout.TotalMilliseconds:0}ms exceeded");

    /// <summary>An answer, or why there is none; neither when the time was over.</summary>
    private async Task<(HttpAnswer? Answer, string? Failure)> SendAsync(
        HttpPlan plan, BodyUse use, LargeBodies.Place place, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var lease = await handlers.RentAsync(plan.Settings, cancellationToken);
        var withToken = plan.Settings.AuthMethod is "oauth2-cc";
        var authorization = withToken ? await tokens.GetAsync(plan.Settings, cancellationToken) : plan.Authorization;
        var opening = lease.IsDirect
            ? await TcpConnections.TryOpenAsync(plan.Url.IdnHost, plan.Url.Port, plan.Settings.IpFamily, cancellationToken)
            : default;
        if (lease.IsDirect && opening.Stream is null)
        {
            return (null, opening.Failure?.Message);
        }

        using var connection = new OpenConnection(opening.Stream);
        var answer = await AskAsync(lease.Client, plan, authorization, use, place, connection, cancellationToken);
        if (withToken && answer?.Code == (int)HttpStatusCode.Unauthorized)
        {
            authorization = await tokens.RenewAsync(plan.Settings, authorization, cancellationToken);
            answer = await AskAsync(lease.Client, plan, authorization, use, place, connection: null, cancellationToken);
        }

        return (answer is null ? null : answer with { Ping = Math.Round(time.GetElapsedTime(start).TotalMilliseconds) }, null);
    }

    /// <summary>A body that ends too early is asked for once more, compressed: some servers miscount only without.</summary>
    private static async Task<HttpAnswer?> AskAsync(
        HttpMessageInvoker client, HttpPlan plan, string? authorization, BodyUse use, LargeBodies.Place place, OpenConnection? connection,
        CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(client, plan, authorization, use, place, connection, askForCompression: false, cancellationToken);
        }
        catch (IOException)
        {
            // The second attempt tells.
        }

        try
        {
            return await AskAsync(client, plan, authorization, use, place, connection: null, askForCompression: true, cancellationToken);
        }
        catch (IOException e)
        {
            throw new CheckFailedException("response timeout: incomplete response within a interval", e);
        }
    }

    private static async Task<HttpAnswer?> AskAsync(
        HttpMessageInvoker client, HttpPlan plan, string? authorization, BodyUse use, LargeBodies.Place place, OpenConnection? connection, bool askForCompression,
        CancellationToken cancellationToken)
    {
        var settings = plan.Settings;
        var request = HttpRequests.First(plan, authorization, askForCompression);
        request.Connection = connection;
        var redirects = settings.MaxRedirects > 0 ? new Redirects(plan, authorization) : null;
        TlsFacts? tls = null;
        try
        {
            while (true)
            {
                var sending = client.SendAsync(request, cancellationToken);
                await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!sending.IsCompletedSuccessfully && cancellationToken.IsCancellationRequested)
                {
                    return null;
                }

                using var response = await sending;
                tls ??= request.Tls;
                if (redirects?.Next(request, response) is { } next)
                {
                    request.Dispose();
                    request = next;
                    continue;
                }

                var code = (int)response.StatusCode;
                var body = "";
                if (IsLookedAt(settings, use, code))
                {
                    body = await HttpBody.ReadAsync(response, place, cancellationToken);
                }
                else
                {
                    await HttpBody.SkipAsync(response, cancellationToken);
                }

                return new HttpAnswer(code, Status(response, code), body, Ping: 0, tls);
            }
        }
        finally
        {
            request.Dispose();
        }
    }

    private static bool IsLookedAt(MonitorSettings settings, BodyUse use, int code) =>
        AcceptedStatusCodes.Contain(settings.AcceptedStatusCodes, code)
            ? use is BodyUse.Search || settings is { SaveResponse: true, SaveErrorResponse: true }
            : settings.SaveErrorResponse;

    private static string Status(HttpResponseMessage response, int code) =>
        code == 200 && response.ReasonPhrase is "OK" ? "200 - OK" : string.Create(CultureInfo.InvariantCulture, $"{code} - {response.ReasonPhrase}");
}
