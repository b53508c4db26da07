using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace SocketIO.Core;

/// <summary>
/// Gives equal texts of many requests as one object. A WebSocket keeps what its request said for as long as it lives, and nearly all
/// of that was said by every other one of the same page and browser too.
/// </summary>
internal static class SharedText
{
    private const int Slots = 512;
    private const int Longest = 512;
    private const string UsualQuery = "?EIO=4&transport=websocket";

    // What is secret or different each time is not among them: it would only drive the others out.
    private static readonly string[] SharedHeaders =
    [
        HeaderNames.AcceptEncoding, HeaderNames.AcceptLanguage, HeaderNames.CacheControl, HeaderNames.Connection, HeaderNames.Host, HeaderNames.Origin,
        HeaderNames.Pragma, HeaderNames.SecWebSocketExtensions, HeaderNames.SecWebSocketVersion, HeaderNames.Upgrade, HeaderNames.UserAgent,
    ];

    private static readonly string?[] Texts = new string?[Slots];

    /// <summary>Replaces texts of a request by equal ones.</summary>
    public static void Share(IHttpRequestFeature request)
    {
        if (request.Headers.IsReadOnly)
        {
            return;
        }

        foreach (var name in SharedHeaders)
        {
            if (request.Headers.TryGetValue(name, out var values) && values is [{ } value])
            {
                // Removed first, because a dictionary keeps the name that it has.
                request.Headers.Remove(name);
                request.Headers[name] = Share(value);
            }
        }

        if (request.Headers.Remove(HeaderNames.SecWebSocketKey, out var key))
        {
            request.Headers[HeaderNames.SecWebSocketKey] = key;
        }

        request.Path = Share(request.Path);
        if (string.Equals(request.QueryString, UsualQuery, StringComparison.Ordinal))
        {
            request.QueryString = UsualQuery;
            request.RawTarget = Share(request.RawTarget);
        }
    }

    /// <summary>An equal text, the one given or an older one. The table is of fixed size: a newcomer takes the place of who stands there.</summary>
    public static string Share(string text)
    {
        if (text.Length > Longest)
        {
            return text;
        }

        ref var slot = ref Texts[(uint)text.GetHashCode(StringComparison.Ordinal) % Slots];
        if (slot is { } present && string.Equals(present, text, StringComparison.Ordinal))
        {
            return present;
        }

        slot = text;
        return text;
    }
}
