using System.Text;

namespace Kuma.Web.Api;

/// <summary>Writes a short text with its length, and only the headers to HEAD.</summary>
internal static class PlainAnswers
{
    public static async Task WriteAsync(HttpContext context, int status, string contentType, string text)
    {
        var response = context.Response;
        var bytes = Encoding.UTF8.GetBytes(text);
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
        }
    }

    /// <summary>A short page of the server's own, in which nothing runs.</summary>
    public static Task WritePageAsync(HttpContext context, int status, string html)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        return WriteAsync(context, status, "text/html; charset=utf-8", html);
    }
}
