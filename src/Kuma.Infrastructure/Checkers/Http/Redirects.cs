using System.Net;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Http;

/// <summary>The redirects of one check: how many there were, and the cookies they set.</summary>
internal sealed class Redirects(HttpPlan plan, string? authorization)
{
    private int _count;
    private CookieContainer? _cookies;
    private bool _sameHost = true;

    /// <summary>The request that an answer asks for; <c>null</c> when it is no redirect.</summary>
    /// <exception cref="CheckFailedException">It is one too many, or leads to no address of the web.</exception>
    public CheckRequest? Next(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (!IsRedirect(response.StatusCode) || Location(response) is not { } location)
        {
            return null;
        }

        if (++_count > plan.Settings.MaxRedirects)
        {
            throw new CheckFailedException("Maximum number of redirects exceeded");
        }

        var from = request.RequestUri!;
        if (!Uri.TryCreate(from, location, out var target))
        {
            throw new CheckFailedException("Invalid URL");
        }

        if (target.Scheme is not ("http" or "https"))
        {
            throw new CheckFailedException($"Unsupported protocol {target.Scheme}:");
        }

        // Credentials that were once left behind do not come back with a later redirect.
        _sameHost &= from.Authority == target.Authority && (from.Scheme == target.Scheme || target.Scheme is "https");
        Keep(from, response);
        return HttpRequests.Next(plan, request, response.StatusCode, target, authorization, _sameHost, _cookies?.GetCookieHeader(target));
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>As it came: what is no address must not throw here.</summary>
    private static string? Location(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Location", out var values) ? values.FirstOrDefault() : null;

    private void Keep(Uri from, HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Set-Cookie", out var cookies))
        {
            return;
        }

        _cookies ??= new CookieContainer();
        foreach (var cookie in cookies)
        {
            try
            {
                _cookies.SetCookies(from, cookie);
            }
            catch (CookieException)
            {
                // A cookie that is not for this host, or none at all.
            }
        }
    }
}
