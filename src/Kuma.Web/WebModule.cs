using System.Text.Encodings.Web;
using System.Text.Json;
using Kuma.Application.ApiKeys;
using Kuma.Application.Common;
using Kuma.Application.DockerHosts;
using Kuma.Application.Notifications;
using Kuma.Application.Proxies;
using Kuma.Application.RemoteBrowsers;
using Kuma.Web.Api;
using Kuma.Web.Hosting;
using Kuma.Web.Sockets;
using SocketIO.Core;

namespace Kuma.Web;

/// <summary>Registers and maps the faces: sockets, REST, pages, the dashboard.</summary>
internal static class WebModule
{
    public static IServiceCollection AddKumaWeb(this IServiceCollection services) =>
        services
            .AddRouting()
            .AddDashboard()
            .AddKumaApi()
            .AddSockets();

    public static void MapKuma(this WebApplication app, KumaOptions options)
    {
        app.UseSecurityHeaders(options);
        app.UseRepeatedAnswers();
        app.UseFailures();
        app.UseWireRules();
        app.UseDashboardFiles();
        app.UseRouting();
        app.MapHealth();
        app.MapSocketIO("/socket.io", io => io.OnConnection(app.Services.GetRequiredService<KumaSockets>().ConnectAsync))
            .WithMetadata(new ExcludeFromDescriptionAttribute());
        app.MapKumaApi(options);
        app.MapAsyncApi();
        app.MapDashboard();
    }

    private static IServiceCollection AddSockets(this IServiceCollection services)
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        json.MakeReadOnly(populateMissingResolver: true);
        services.AddSingleton(json);
        services.AddSingleton<SocketOrigins>();
        services.AddSocketIO(socketIO =>
        {
            socketIO.JsonSerializerOptions = json;
            socketIO.AllowRequest = context => context.RequestServices.GetRequiredService<SocketOrigins>().RefusalAsync(context);
        });
        services.AddSingleton<ISocketEvents, SessionEvents>();
        services.AddSingleton<ISocketEvents, MonitorEvents>();
        services.AddSingleton<ISocketEvents, AccountEvents>();
        services.AddSingleton<ISocketEvents, SettingsEvents>();
        services.AddSingleton<ISocketEvents, HeartbeatEvents>();
        services.AddSingleton<ISocketEvents, StatusPageEvents>();
        services.AddSingleton<StatusPageList>();
        services.AddSingleton<ILoginList>(provider => provider.GetRequiredService<StatusPageList>());
        services.AddSingleton<ISocketEvents, MaintenanceEvents>();
        services.AddSingleton<ISocketEvents, TagEvents>();
        services.AddSingleton<ISocketEvents, ProxyEvents>();
        services.AddSingleton<ISocketEvents, DockerHostEvents>();
        services.AddSingleton<ISocketEvents, RemoteBrowserEvents>();
        services.AddSingleton<ISocketEvents, ApiKeyEvents>();
        services.AddSingleton<ISocketEvents, NotificationEvents>();
        services.AddSingleton<Kuma.Application.Monitors.IMonitorJson, Contracts.MonitorJson>();
        services.AddSingleton<ISocketEvents, GeneralEvents>();
        services.AddOwnedList(provider => NotificationEvents.List(provider.GetRequiredService<INotificationRepository>()));
        services.AddOwnedList(provider => ApiKeyEvents.List(provider.GetRequiredService<IApiKeyRepository>()));
        services.AddSingleton<MaintenanceList>();
        services.AddSingleton<ILoginList>(provider => provider.GetRequiredService<MaintenanceList>());
        services.AddSingleton<IDomainEventListener>(provider => provider.GetRequiredService<MaintenanceList>());
        services.AddOwnedList(provider => ProxyEvents.List(provider.GetRequiredService<IProxyRepository>()));
        services.AddOwnedList(provider => DockerHostEvents.List(provider.GetRequiredService<IDockerHostRepository>()));
        services.AddOwnedList(provider => RemoteBrowserEvents.List(provider.GetRequiredService<IRemoteBrowserRepository>()));
        services.AddSingleton<OtherSessions>();
        services.AddSingleton(provider =>
        {
            var map = new EventMap();
            foreach (var events in provider.GetServices<ISocketEvents>())
            {
                events.Map(map);
            }

            return map;
        });
        services.AddSingleton<EventDispatcher>();
        services.AddSingleton<LoginSequence>();
        services.AddSingleton<ClientAddresses>();
        services.AddSingleton<KumaSockets>();
        services.AddSingleton<SignInRehearsal>();
        services.AddSingleton<ServerInfo>();
        services.AddSingleton<ILoginList>(provider => provider.GetRequiredService<ServerInfo>());
        services.AddSingleton<ILoginList, MonitorTypeList>();
        services.AddSingleton<ClientFeed>();
        services.AddSingleton<IDomainEventListener>(provider => provider.GetRequiredService<ClientFeed>());
        return services.AddHostedService(provider => provider.GetRequiredService<ClientFeed>());
    }

    private static void AddOwnedList(this IServiceCollection services, Func<IServiceProvider, OwnedListSource> source)
    {
        OwnedListFeed? feed = null;
        OwnedListFeed Feed(IServiceProvider provider) =>
            feed ??= new OwnedListFeed(source(provider), provider.GetRequiredService<SocketIOServer>());
        services.AddSingleton<ILoginList>(Feed);
        services.AddSingleton<IDomainEventListener>(Feed);
    }
}
