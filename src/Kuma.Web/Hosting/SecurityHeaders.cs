namespace Kuma.Web.Hosting;

/// <summary>Headers on every answer of the app.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this IApplicationBuilder app, KumaOptions options) =>
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            if (!options.DisableFrameSameOrigin)
            {
                headers.XFrameOptions = "SAMEORIGIN";
            }

            return next(context);
        });
}
