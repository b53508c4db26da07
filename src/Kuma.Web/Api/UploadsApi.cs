using Kuma.Web.Api.Description;
using Kuma.Web.Hosting;
using Microsoft.Net.Http.Headers;

namespace Kuma.Web.Api;

/// <summary>Pictures out of the data folder. Only PNG leaves it, under a policy in which nothing can run.</summary>
internal static class UploadsApi
{
    private static readonly byte[] PngMark = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly ApiAnswer Png = new(StatusCodes.Status200OK, "The picture.", "image/png");

    private static readonly ApiAnswer Moved = new(StatusCodes.Status301MovedPermanently, "To the folder, which cannot be listed.", "text/html");

    public static void MapUploads(this IEndpointRouteBuilder app, KumaOptions options)
    {
        var uploads = Path.Combine(options.DataFolder, "upload");
        var screenshots = Path.Combine(options.DataFolder, "screenshots");
        app.MapMethods("/upload/{file}", Answers.Reads, async (HttpContext context, string file) =>
        {
            if (!await TryServeAsync(context, uploads, file))
            {
                await NoFileAsync(context);
            }
        }).Note("Pictures", "The logo of a status page.", Png, new ApiAnswer(StatusCodes.Status404NotFound, "There is no such picture.", "text/html"));
        app.MapMethods("/upload/{folder}/{**path}", Answers.Reads, NoFileAsync);
        app.MapMethods("/upload", Answers.Reads, context => ToFolder(context, "/upload/")).Note("Pictures", "The same with its slash.", Moved);
        app.MapMethods("/screenshots", Answers.Reads, context => ToFolder(context, "/screenshots/")).Note("Pictures", "The same with its slash.", Moved);
        app.MapMethods("/screenshots/{file}", Answers.Reads, async (HttpContext context, string file, DashboardFiles shell) =>
        {
            if (!await TryServeAsync(context, screenshots, file))
            {
                await shell.ServeShellAsync(context);
            }
        }).Note("Pictures", "The last picture that a browser check has taken; the dashboard when there is none.", Png);
    }

    private static Task NoFileAsync(HttpContext context) =>
        PlainAnswers.WritePageAsync(context, StatusCodes.Status404NotFound, "File not found.");

    private static Task ToFolder(HttpContext context, string folder)
    {
        context.Response.Headers.Location = folder;
        return PlainAnswers.WritePageAsync(
            context, StatusCodes.Status301MovedPermanently, $"<!DOCTYPE html><title>Redirecting</title><pre>Redirecting to {folder}</pre>\n");
    }

    private static async Task<bool> TryServeAsync(HttpContext context, string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (file.StartsWith('.') || !string.Equals(Path.GetFileName(file), file, StringComparison.Ordinal) || !await IsPngAsync(path))
        {
            return false;
        }

        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.CacheControl = "public, max-age=0";
        var info = new FileInfo(path);
        var tag = new EntityTagHeaderValue($"\"{info.LastWriteTimeUtc.Ticks:x}-{info.Length:x}\"", isWeak: true);
        await TypedResults
            .PhysicalFile(path, "image/png", lastModified: new DateTimeOffset(info.LastWriteTimeUtc), entityTag: tag, enableRangeProcessing: true)
            .ExecuteAsync(context);
        return true;
    }

    private static async Task<bool> IsPngAsync(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        await using var stream = File.OpenRead(path);
        var start = new byte[PngMark.Length];
        return await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual(PngMark);
    }
}
