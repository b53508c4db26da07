using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SocketIO.Core.Engine;

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

    /// <summary>
    /// Lets the WebSockets of an end point outlive the request that opened them, which halves the memory of an idle connection. The request
    /// then ends with the handshake for whatever looks at requests: middleware, their log and metrics, services of their scope, and
    /// <c>MaxConcurrentUpgradedConnections</c> (<c>MaxConcurrentConnections</c> still counts). Handlers lose nothing:
    /// <see cref="Socket.Handshake"/> stays.
    /// </summary>
    /// <param name="listen">The end point. Call this after <c>UseHttps</c>; before, it has no effect.</param>
    /// <returns>The end point.</returns>
    public static ListenOptions UseSocketIO(this ListenOptions listen)
    {
        listen.Use(next => connection => ConnectionHandover.RunAsync(connection, next));
        return listen;
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
