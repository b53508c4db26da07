using System.Collections.Frozen;
using Kuma.Web.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Kuma.Web.Hosting;

/// <summary>
/// The built dashboard: its files as <c>/app/…</c>, those of its root also without that prefix, in the best encoding that was made at
/// build time; every other page is the shell, which finds its way by itself.
/// </summary>
internal sealed class DashboardFiles
{
    private const string Assets = "/app/assets/";
    private const string NotBuilt = "<!doctype html><title>Kuma</title><p>The dashboard is not built: run <code>build/build</code> and start Kuma again.</p>";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private readonly FrozenDictionary<string, DashboardFile> _files;
    private readonly string _frameAncestors;

    /// <param name="folder">The folder with the built files; they are listed once.</param>
    /// <param name="options">How this process was told to run.</param>
    public DashboardFiles(string folder, KumaOptions options)
    {
        _files = List(folder).ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);
        _frameAncestors = options.DisableFrameSameOrigin ? "*" : "'self'";
    }

    /// <summary>Answers with a file of the dashboard when the path names one.</summary>
    public async Task<bool> TryServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!IsRead(context.Request) || path.EndsWith("index.html", StringComparison.Ordinal))
        {
            return false;
        }

        if (!_files.TryGetValue(path, out var file) && !_files.TryGetValue($"/app{path}", out file))
        {
            // What a shell of an older version asks for is gone, and the shell would be no script.
            var isGone = path.StartsWith(Assets, StringComparison.Ordinal);
            if (isGone)
            {
                await PlainAnswers.WritePageAsync(context, StatusCodes.Status404NotFound, "File not found.");
            }

            return isGone;
        }

        // A file under assets/ has its content's hash in its name: it never changes.
        context.Response.Headers.CacheControl =
            path.StartsWith(Assets, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "public, max-age=0";
        await SendAsync(context, file);
        return true;
    }

    /// <summary>Answers with the shell; anything but a read is 404.</summary>
    public async Task ServeShellAsync(HttpContext context)
    {
        var response = context.Response;
        if (!IsRead(context.Request))
        {
            var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? context.Request.Path;
            await PlainAnswers.WritePageAsync(
                context,
                StatusCodes.Status404NotFound,
                $"<!DOCTYPE html><title>Error</title><pre>Cannot {Escaped(context.Request.Method)} {Escaped(target.Split('?')[0])}</pre>\n");
            return;
        }

        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: https: http:; "
            + $"connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {_frameAncestors}";
        if (_files.TryGetValue("/app/index.html", out var shell))
        {
            await SendAsync(context, shell);
            return;
        }

        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(NotBuilt);
    }

    private static Task SendAsync(HttpContext context, DashboardFile file)
    {
        var name = file.Name;
        if (file.Encodings.Count > 0)
        {
            context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
            var best = Encodings.Best(
                context.Request.Headers.AcceptEncoding, brotli: file.Encodings.ContainsKey("br"), gzip: file.Encodings.ContainsKey("gzip"));
            if (best is not null)
            {
                context.Response.Headers.ContentEncoding = best;
                name += file.Encodings[best];
            }
        }

        var info = new FileInfo(name);
        var tag = new EntityTagHeaderValue($"\"{info.LastWriteTimeUtc.Ticks:x}-{info.Length:x}\"", isWeak: true);
        var modified = new DateTimeOffset(info.LastWriteTimeUtc);
        return TypedResults.PhysicalFile(name, file.ContentType, lastModified: modified, entityTag: tag, enableRangeProcessing: true)
            .ExecuteAsync(context);
    }

    private static IEnumerable<DashboardFile> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var names = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToHashSet(StringComparer.Ordinal);
        (string Name, string Extension)[] encodings = [("br", ".br"), ("gzip", ".gz")];
        return from name in names
               where !encodings.Any(encoding => name.EndsWith(encoding.Extension, StringComparison.Ordinal))
               let path = "/app/" + Path.GetRelativePath(folder, name)
               where !path.Contains("/.", StringComparison.Ordinal)
               let made = encodings.Where(encoding => names.Contains(name + encoding.Extension))
               select new DashboardFile(path, name, ContentType(name), made.ToDictionary(encoding => encoding.Name, encoding => encoding.Extension));
    }

    private static string ContentType(string name)
    {
        var type = ContentTypes.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        return type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" ? $"{type}; charset=utf-8" : type;
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static string Escaped(string? text) => System.Net.WebUtility.HtmlEncode(text ?? "");

    /// <param name="Path">Where it is served.</param>
    /// <param name="Name">The file.</param>
    /// <param name="ContentType">Its media type.</param>
    /// <param name="Encodings">The endings of its compressed forms by the name of the encoding.</param>
    private sealed record DashboardFile(string Path, string Name, string ContentType, IReadOnlyDictionary<string, string> Encodings);
}
