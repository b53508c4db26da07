namespace Kuma.Web.Hosting;

/// <summary>Maps the dashboard: its files before routing, its shell after everything else.</summary>
internal static class Dashboard
{
    public static IServiceCollection AddDashboard(this IServiceCollection services) =>
        services.AddSingleton(provider => new DashboardFiles(
            Path.Combine(AppContext.BaseDirectory, "wwwroot", "app"), provider.GetRequiredService<KumaOptions>()));

    public static void UseDashboardFiles(this WebApplication app)
    {
        var files = app.Services.GetRequiredService<DashboardFiles>();
        app.Use(async (context, next) =>
        {
            if (!await files.TryServeAsync(context))
            {
                await next(context);
            }
        });
    }

    public static void MapDashboard(this WebApplication app)
    {
        var files = app.Services.GetRequiredService<DashboardFiles>();
        app.MapFallback("{**path}", files.ServeShellAsync);
    }
}
