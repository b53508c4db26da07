using Kuma.Application.ApiKeys;
using Kuma.Application.Common;
using Kuma.Application.StatusPages;
using Kuma.Web.Api.Description;
using Kuma.Web.Badges;
using Kuma.Web.Hosting;
using Kuma.Web.Metrics;
using Kuma.Web.StatusPages;

namespace Kuma.Web.Api;

/// <summary>Everything that is asked for over plain HTTP.</summary>
internal static class KumaApi
{
    public static IServiceCollection AddKumaApi(this IServiceCollection services)
    {
        services.AddSingleton<ScrapeMemory>();
        services.AddSingleton<RepeatedAnswers>();
        services.AddSingleton<Changes>();
        services.AddSingleton<IDomainEventListener>(provider => provider.GetRequiredService<Changes>());
        services.AddSingleton<MetricsPage>();
        services.AddSingleton<EngineFamilies>();
        services.AddHostedService(provider => provider.GetRequiredService<EngineFamilies>());
        services.AddSingleton<PublicPageLoader>();
        services.AddSingleton<PublicSite>();
        services.AddSingleton<VisitorHosts>();
        services.AddSingleton<IPageMaintenance, PageMaintenance>();
        services.AddSingleton<PageJson>();
        services.AddSingleton<PageFeed>();
        services.AddSingleton<SafeMarkdown>();
        services.AddSingleton<PageAssets>();
        services.AddSingleton<PageHead>();
        services.AddSingleton<PageBody>();
        services.AddSingleton<BeatPieces>();
        services.AddSingleton<PageRow>();
        services.AddSingleton<PageIncidents>();
        services.AddSingleton<StatusPageHtml>();
        services.AddSingleton<ApiDocument>();
        services.AddSingleton<DocsPage>();
        services.AddSingleton<MonitorBadges>();
        services.AddSingleton<PageBadge>();
        return services.AddSingleton<BadgeCache>();
    }

    public static void MapKumaApi(this WebApplication app, KumaOptions options)
    {
        app.MapPush();
        app.MapEntry();
        app.MapMetrics();
        app.MapBadges();
        app.MapStatusPages();
        app.MapUploads(options);
        app.MapDescription();
    }
}
