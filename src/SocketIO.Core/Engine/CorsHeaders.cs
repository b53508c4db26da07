using Microsoft.AspNetCore.Http;

namespace SocketIO.Core.Engine;

/// <summary>Answers cross-origin requests, preflights included.</summary>
internal sealed class CorsHeaders(SocketIOCorsOptions options)
{
    /// <summary>Adds the headers.</summary>
    /// <returns>True when the request was a preflight and is answered.</returns>
    public bool Apply(HttpContext context)
    {
        var request = context.Request.Headers;
        var headers = context.Response.Headers;
        string? origin = request.Origin;
        var isAny = options.Origins.Contains("*", StringComparer.Ordinal);
        if (isAny && !options.AllowCredentials)
        {
            headers.AccessControlAllowOrigin = "*";
        }
        else
        {
            headers.Append("Vary", "Origin");
            if (origin is not null && (isAny || options.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)))
            {
                headers.AccessControlAllowOrigin = origin;
            }
        }

        if (options.AllowCredentials)
        {
            headers.AccessControlAllowCredentials = "true";
        }

        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            return false;
        }

        headers.AccessControlAllowMethods = string.Join(',', options.Methods);
        if (options.AllowedHeaders.Count > 0)
        {
            headers.AccessControlAllowHeaders = string.Join(',', options.AllowedHeaders);
        }
        else
        {
            headers.Append("Vary", "Access-Control-Request-Headers");
            if (request.AccessControlRequestHeaders.Count > 0)
            {
                headers.AccessControlAllowHeaders = request.AccessControlRequestHeaders;
            }
        }

        if (options.MaxAge is { } age)
        {
            headers.AccessControlMaxAge = ((long)age.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
