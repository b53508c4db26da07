using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SocketIO.Core;

/// <summary>Adds a Socket.IO server to an application.</summary>
public static class SocketIOModule
{
    /// <summary>Registers the <see cref="SocketIOServer"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddSocketIO(this IServiceCollection services, Action<SocketIOOptions>? configure = null)
    {
        var options = services.AddOptions<SocketIOOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<SocketIOServer>();
        services.AddHostedService<SocketIOShutdown>();
        return services;
    }

    /// <summary>Answers Socket.IO requests at a path, with and without a trailing slash.</summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="path">The path; clients use <c>/socket.io</c> unless told otherwise.</param>
    /// <param name="configure">Sets handlers and namespaces; called once, at once.</param>
    /// <returns>A builder for conventions of the endpoint, for instance authorisation.</returns>
    public static IEndpointConventionBuilder MapSocketIO(this IEndpointRouteBuilder endpoints, string path, Action<SocketIOServer>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var server = endpoints.ServiceProvider.GetRequiredService<SocketIOServer>();
        configure?.Invoke(server);
        return endpoints.Map("/" + path.Trim('/'), (RequestDelegate)server.HandleAsync).WithDisplayName("Socket.IO");
    }
}
