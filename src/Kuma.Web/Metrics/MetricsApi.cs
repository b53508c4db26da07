using System.Text;
using Kuma.Application.ApiKeys;
using Kuma.Application.Common;
using Kuma.Web.Api;
using Kuma.Web.Api.Description;
using MediatR;

namespace Kuma.Web.Metrics;

/// <summary><c>/metrics</c> for Prometheus, behind Basic authentication.</summary>
internal static class MetricsApi
{
    private const string Scheme = "Basic ";

    public static void MapMetrics(this IEndpointRouteBuilder app) => 
        app.MapMethods("/metrics", Answers.Reads, ReadAsync).Note(new ApiNote("Metrics", "The state of all monitors and of the process, for Prometheus.")
        {
            NeedsSignIn = true,
            Answers =
            [
                new ApiAnswer(StatusCodes.Status200OK, "The families.", "text/plain"),
                new ApiAnswer(StatusCodes.Status401Unauthorized, "No, wrong or too many credentials."),
            ],
        });

    private static async Task ReadAsync(HttpContext context, IMediator mediator, MetricsPage page)
    {
        var (name, password) = Credentials(context.Request.Headers.Authorization.ToString());
        var allowed = await mediator.Send(new AuthoriseScrape(Actor.Anonymous, name, password), context.RequestAborted);
        if (!allowed.IsSuccess)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic";
            context.Response.ContentLength = 0;
            return;
        }

        await page.WriteAsync(context);
    }

    private static (string? Name, string? Password) Credentials(string header)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return default;
        }

        var encoded = header[Scheme.Length..].Trim();
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return default;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? default : (text[..colon], text[(colon + 1)..]);
    }
}
