using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Kuma.Web.Api;

/// <summary>Rules that hold for every path before routing (spec/rest.md section 2).</summary>
internal static class WireRules
{
    private const int BodyLimit = 100 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void UseWireRules(this IApplicationBuilder app) => app.Use(ApplyAsync);

    private static async Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/socket.io", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        var isPush = request.Path.StartsWithSegments("/api/push", StringComparison.OrdinalIgnoreCase);
        if (IsMalformed(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? ""))
        {
            await PlainAnswers.WritePageAsync(context, StatusCodes.Status400BadRequest, "URI malformed");
        }
        else if (HttpMethods.IsOptions(request.Method) && !isPush)
        {
            context.Response.Headers.Allow = "GET,HEAD";
            await PlainAnswers.WriteAsync(context, StatusCodes.Status200OK, "text/html; charset=utf-8", "GET,HEAD");
        }
        else if (request.HasJsonContentType() && await ReadBodyAsync(request) is { } refusal)
        {
            await PlainAnswers.WritePageAsync(context, refusal, refusal == StatusCodes.Status400BadRequest ? "Bad Request" : "Payload Too Large");
        }
        else
        {
            // A folder means its index, which no API route has: it falls through to the shell.
            if (request.Path is { HasValue: true, Value: { Length: > 1 } path } && path[^1] == '/')
            {
                request.Path = path + "index.html";
            }

            await next(context);
        }
    }

    /// <summary>JSON bodies must be well-formed objects or arrays though nobody reads them; the answer is the status of a refusal.</summary>
    private static async Task<int?> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength is 0)
        {
            return null;
        }

        using var body = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > BodyLimit)
            {
                return StatusCodes.Status413PayloadTooLarge;
            }

            await body.WriteAsync(chunk.AsMemory(0, read), request.HttpContext.RequestAborted);
        }

        try
        {
            if (body.Length > 0)
            {
                using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
                return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? null : StatusCodes.Status400BadRequest;
            }

            return null;
        }
        catch (JsonException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    private static bool IsMalformed(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (!path.Contains('%', StringComparison.Ordinal))
        {
            return false;
        }

        var bytes = new List<byte>(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '%')
            {
                bytes.Add((byte)Math.Min(path[i], '\x7f'));
            }
            else if (i + 2 < path.Length && char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2]))
            {
                bytes.Add(Convert.ToByte(path.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                return true;
            }
        }

        try
        {
            StrictUtf8.GetCharCount([.. bytes]);
            return false;
        }
        catch (DecoderFallbackException)
        {
            return true;
        }
    }
}
