using Microsoft.Extensions.Hosting;

namespace SocketIO.Core;

/// <summary>Closes the connections when the application stops: they would hold up the web server until its own limit.</summary>
internal sealed class SocketIOShutdown(SocketIOServer server, IHostApplicationLifetime lifetime) : IHostedService
{
    private CancellationTokenRegistration _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = lifetime.ApplicationStopping.Register(() => _ = server.CloseAsync().AsTask());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _registration.Unregister();
        return Task.CompletedTask;
    }
}
