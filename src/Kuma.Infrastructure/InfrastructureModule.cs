using Kuma.Application.Common;
using Kuma.Application.DockerHosts;
using Kuma.Application.Domains;
using Kuma.Application.Heartbeats;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Proxies;
using Kuma.Application.RemoteBrowsers;
using Kuma.Application.Settings;
using Kuma.Application.Tags;
using Kuma.Application.Users;
using Kuma.Infrastructure.Certificates;
using Kuma.Infrastructure.Checkers;
using Kuma.Infrastructure.Checkers.Http;
using Kuma.Infrastructure.Checkers.Network;
using Kuma.Infrastructure.Checkers.Tls;
using Kuma.Infrastructure.DockerHosts;
using Kuma.Infrastructure.Domains;
using Kuma.Infrastructure.EmbeddedPostgres;
using Kuma.Infrastructure.Engine;
using Kuma.Infrastructure.Heartbeats;
using Kuma.Infrastructure.Monitors;
using Kuma.Infrastructure.Notifications;
using Kuma.Infrastructure.Persistence;
using Kuma.Infrastructure.Proxies;
using Kuma.Infrastructure.RemoteBrowsers;
using Kuma.Infrastructure.Scripting;
using Kuma.Infrastructure.Security;
using Kuma.Infrastructure.Settings;
using Kuma.Infrastructure.Tags;
using Kuma.Infrastructure.Users;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Kuma.Infrastructure;

/// <summary>Registers the adapters behind the application's ports.</summary>
public static class InfrastructureModule
{
    public static IServiceCollection AddKumaInfrastructure(this IServiceCollection services, KumaDatabase database, string dataFolder) =>
        services
            .AddPersistence(database, dataFolder)
            .AddEngine()
            .AddNotifications()
            .AddExpiries()
            .AddCheckers(dataFolder);

    private static IServiceCollection AddPersistence(this IServiceCollection services, KumaDatabase database, string dataFolder)
    {
        services.AddDataProtection()
            .SetApplicationName("Kuma")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(dataFolder, "keys")));
        return services
            .AddSingleton(database)
            .AddSingleton(database.DataSource)
            .AddHostedService<EmbeddedPostgresWatch>()
            .AddSingleton<ISecretProtector, SecretProtector>()
            .AddSingleton<IMonitorRepository, MonitorRepository>()
            .AddSingleton<IMonitorLinks, MonitorLinksReader>()
            .AddSingleton<ISettingStore, SettingStore>()
            .AddSingleton<IHeartbeatHistory, HeartbeatHistory>()
            .AddSingleton<Kuma.Application.StatusPages.IPublicPageReader, StatusPages.PublicPageReader>()
            .AddSingleton<Kuma.Application.StatusPages.IStatusPageRepository, StatusPages.StatusPageRepository>()
            .AddSingleton<Kuma.Application.StatusPages.ILogoStore>(provider =>
                new StatusPages.LogoStore(Path.Combine(dataFolder, "upload"), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<Kuma.Application.ApiKeys.IApiKeyVerifier, ApiKeys.ApiKeyVerifier>()
            .AddSingleton<ApiKeys.ApiKeyExpiry>()
            .AddSingleton<Kuma.Application.ApiKeys.IApiKeyRepository, ApiKeys.ApiKeyRepository>()
            .AddSingleton<Kuma.Application.Notifications.INotificationRepository, Notifications.NotificationRepository>()
            .AddSingleton<Kuma.Application.Upkeep.IDatabaseUpkeep, DatabaseUpkeep>()
            .AddSingleton<Kuma.Application.Maintenance.IMaintenanceRepository, Maintenance.MaintenanceRepository>()
            .AddSingleton<ITagRepository, TagRepository>()
            .AddSingleton<IProxyRepository, ProxyRepository>()
            .AddSingleton<IDockerHostRepository, DockerHostRepository>()
            .AddSingleton<IDockerProbe, DockerProbe>()
            .AddSingleton<IRemoteBrowserRepository, RemoteBrowserRepository>()
            .AddSingleton<IRemoteBrowserProbe, RemoteBrowserProbe>()
            .AddSingleton<IUserRepository, UserRepository>()
            .AddSingleton<IPasswordHasher, PasswordHasher>()
            .AddSingleton<ISessionTokens, SessionTokens>();
    }

    private static IServiceCollection AddEngine(this IServiceCollection services)
    {
        services.AddSingleton(new EngineOptions());
        services.AddSingleton(new BeatLogOptions());
        services.AddSingleton<EngineMetrics>();
        services.AddSingleton<IBeatMessages, BeatMessages>();
        services.AddSingleton<HeartbeatPartitions>();
        services.AddSingleton<LiveBoardLoader>();
        services.AddHostedService<HistoryUpkeep>();
        services.AddSingleton<BeatLog>();
        services.AddSingleton<IBeatLog>(provider => provider.GetRequiredService<BeatLog>());
        services.AddSingleton<ICheckRunner, CheckRunner>();
        services.AddSingleton<IChecker, GroupChecker>();
        services.AddSingleton<IChecker, ManualChecker>();
        services.AddSingleton<CheckGates>();
        services.AddSingleton<Beating>();
        services.AddSingleton<Scheduler>();
        services.AddSingleton<MonitorEngine>();
        services.AddSingleton<IMonitorEngine>(provider => provider.GetRequiredService<MonitorEngine>());
        services.AddSingleton<EngineHost>();
        services.AddSingleton<IEngineHealth>(provider => provider.GetRequiredService<EngineHost>());
        return services.AddHostedService(provider => provider.GetRequiredService<EngineHost>());
    }

    private static IServiceCollection AddExpiries(this IServiceCollection services) =>
        services
            .AddSingleton<TrustedRoots>()
            .AddSingleton<CertificateNotices>()
            .AddHostedService(provider => provider.GetRequiredService<CertificateNotices>())
            .AddSingleton(new DomainOptions())
            .AddSingleton<PublicSuffixes>()
            .AddSingleton<IDomainSupport, DomainSupports>()
            .AddSingleton<RdapClient>()
            .AddSingleton<RdapRegistries>()
            .AddSingleton<RdapServers>()
            .AddSingleton<IRdapRegistries>(provider => provider.GetRequiredService<RdapServers>())
            .AddSingleton<DomainExpiries>()
            .AddSingleton<RegisteredDomains>()
            .AddSingleton<DomainWatch>()
            .AddSingleton<IDomainEventListener>(provider => provider.GetRequiredService<DomainWatch>())
            .AddHostedService(provider => provider.GetRequiredService<DomainWatch>());

    private static IServiceCollection AddCheckers(this IServiceCollection services, string dataFolder) =>
        services
            .AddSingleton<IGameCatalog, Checkers.Games.GameCatalog>()
            .AddSingleton<IChromium>(provider => new Checkers.Browser.Chromium(
                Environment.GetEnvironmentVariable("PATH") ?? "",
                Environment.GetEnvironmentVariable("UPTIME_KUMA_ALLOW_ALL_CHROME_EXEC") is "1",
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<HandshakeFacts>()
            .AddSingleton<HttpHandlers>()
            .AddSingleton<OauthTokens>()
            .AddSingleton<HttpExchange>()
            .AddSingleton<JsonataQueries>()
            .AddSingleton(provider => new ScriptWarmup(
                provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<ISecretProtector>(),
                provider.GetRequiredService<LiquidTemplates>(), provider.GetRequiredService<JsonataQueries>()))
            .AddSingleton<JsonQuery>()
            .AddSingleton<IChecker, HttpChecker>()
            .AddSingleton<IChecker, KeywordChecker>()
            .AddSingleton<IChecker, JsonQueryChecker>()
            .AddSingleton<PortTls>()
            .AddSingleton<TlsAlertCheck>()
            .AddSingleton<IChecker, PortChecker>()
            .AddSingleton<IChecker, PingChecker>()
            .AddProbes(dataFolder);
}
