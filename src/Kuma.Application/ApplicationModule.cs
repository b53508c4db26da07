using System.Reflection;
using FluentValidation;
using Kuma.Application.Common;
using Kuma.Application.Common.Behaviours;
using Kuma.Application.Maintenance;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kuma.Application;

/// <summary>Registers the use cases and what they share.</summary>
public static class ApplicationModule
{
    public static IServiceCollection AddKumaApplication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDomainEvents, DomainEvents>();
        services.AddSingleton<Common.Limits.RateLimits>();
        services.AddSingleton<Users.CurrentPassword>();
        services.AddSingleton<Proxies.ProxyDirectory>();
        services.AddSingleton<Proxies.IProxyDirectory>(provider => provider.GetRequiredService<Proxies.ProxyDirectory>());
        services.AddSingleton<IDomainEventListener>(provider => provider.GetRequiredService<Proxies.ProxyDirectory>());

        services.AddSingleton<MonitorDirectory>();
        services.AddSingleton<IMonitorDirectory>(provider => provider.GetRequiredService<MonitorDirectory>());
        services.AddSingleton<IDomainEventListener>(provider => provider.GetRequiredService<MonitorDirectory>());
        services.AddHostedService<MonitorDirectoryLoader>();
        services.AddSingleton<IMonitorViews, MonitorViews>();
        services.AddSingleton<MonitorReferences>();
        services.AddSingleton<IDomainEventListener, EngineListener>();
        services.AddSingleton<ServerTimezone>();
        services.AddSingleton<IServerTimezone>(provider => provider.GetRequiredService<ServerTimezone>());
        services.AddHostedService(provider => provider.GetRequiredService<ServerTimezone>());
        services.AddMaintenance();
        services.AddBeats();
        return services.AddUseCases(typeof(ApplicationModule).Assembly);
    }

    private static void AddMaintenance(this IServiceCollection services)
    {
        services.AddSingleton<MaintenanceCalendar>();
        services.AddSingleton<IMaintenanceCalendar>(provider => provider.GetRequiredService<MaintenanceCalendar>());
        services.AddSingleton<IMaintenanceBoard>(provider => provider.GetRequiredService<MaintenanceCalendar>());
        services.AddSingleton<IDomainEventListener>(provider => provider.GetRequiredService<MaintenanceCalendar>());
        services.AddHostedService(provider => provider.GetRequiredService<MaintenanceCalendar>());
    }

    private static void AddBeats(this IServiceCollection services)
    {
        services.AddSingleton<BeatStates>();
        services.AddSingleton<BeatRecorder>();
        services.AddSingleton<BeatEraser>();
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<ILiveBoard>(provider => provider.GetRequiredService<LiveBoard>());
        services.AddSingleton<IBeatFeed, BeatFeed>();
    }

    /// <summary>MediatR: handlers and validators by scanning, then the behaviours in their order: authorise, validate.</summary>
    private static IServiceCollection AddUseCases(this IServiceCollection services, Assembly assembly)
    {
        Type[] scanned = [typeof(IRequestHandler<,>), typeof(IValidator<>)];
        var pairs =
            from type in assembly.GetTypes()
            where type is { IsAbstract: false, IsInterface: false, IsGenericTypeDefinition: false }
            from service in type.GetInterfaces()
            where service.IsGenericType && scanned.Contains(service.GetGenericTypeDefinition())
            select (service, type);
        foreach (var (service, type) in pairs)
        {
            services.AddTransient(service, type);
        }

        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuthoriseBehaviour<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidateBehaviour<,>));
        services.AddTransient<ServiceFactory>(provider => provider.GetRequiredService);
        return services.AddTransient<IMediator, Mediator>();
    }
}
