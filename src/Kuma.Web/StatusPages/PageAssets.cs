using System.Reflection;
using System.Security.Cryptography;
using Kuma.Web.Api;

namespace Kuma.Web.StatusPages;

/// <summary>The style sheet and the script of the visitors' page, served under names that change with their content.</summary>
internal sealed class PageAssets
{
    private readonly EncodedBody _style = Load("status.css", "text/css; charset=utf-8");
    private readonly EncodedBody _script = Load("status.js", "text/javascript; charset=utf-8");

    public PageAssets()
    {
        StylePath = $"/status-assets/{Hash(_style)}.css";
        ScriptPath = $"/status-assets/{Hash(_script)}.js";
    }

    public string StylePath { get; }

    public string ScriptPath { get; }

    public async Task WriteAsync(HttpContext context)
    {
        var body = context.Request.Path.Value == StylePath ? _style : context.Request.Path.Value == ScriptPath ? _script : null;
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await body.WriteAsync(context);
    }

    private static EncodedBody Load(string name, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Kuma.Web.StatusPages.Assets.{name}")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new EncodedBody(type, bytes.ToArray()) { CacheControl = "public, max-age=31536000, immutable" };
    }

    private static string Hash(EncodedBody body) => Convert.ToHexStringLower(SHA256.HashData(body.Bytes).AsSpan(0, 6));
}
