using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;

namespace Kuma.Web.Api;

/// <summary>
/// Answers again what was answered before and still holds, before anything else looks at the request: no route is looked for, no scope
/// opened. Routes put in what they have answered; whatever is not there, or has changed, goes the long way.
/// </summary>
internal sealed class RepeatedAnswers
{
    // Queries are free text: when strangers have filled it, it starts anew.
    private const int MostTargets = 4096;

    private readonly ConcurrentDictionary<string, Func<HttpRequest, EncodedBody?>> _known = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The answer to a request when it is known; <c>null</c> when it is not.</summary>
    public EncodedBody? Find(HttpContext context)
    {
        var request = context.Request;
        return (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && Target(context) is { } target
            && _known.TryGetValue(target, out var find)
                ? find(request)
                : null;
    }

    /// <summary>Remembers where the answer to requests for the same path and query is found.</summary>
    /// <param name="context">A request that was answered.</param>
    /// <param name="find">The answer as long as it holds, else <c>null</c>; depends on nothing of the request but the target and what it reads.</param>
    public void Add(HttpContext context, Func<HttpRequest, EncodedBody?> find)
    {
        if (Target(context) is not { Length: <= 512 } target)
        {
            return;
        }

        if (_known.TryAdd(target, find))
        {
            if (Interlocked.Increment(ref _count) > MostTargets)
            {
                _known.Clear();
                Volatile.Write(ref _count, 0);
            }
        }
        else
        {
            _known[target] = find;
        }
    }

    /// <summary>The path and query as they were sent.</summary>
    private static string? Target(HttpContext context) => context.Features.Get<IHttpRequestFeature>()?.RawTarget;
}

/// <summary>Puts them in front.</summary>
internal static class RepeatedAnswersMiddleware
{
    public static void UseRepeatedAnswers(this WebApplication app)
    {
        var answers = app.Services.GetRequiredService<RepeatedAnswers>();
        app.Use(next => context => answers.Find(context) is { } body ? body.WriteAsync(context) : next(context));
    }
}
