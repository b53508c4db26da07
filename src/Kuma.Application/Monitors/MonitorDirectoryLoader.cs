using Microsoft.Extensions.Hosting;

namespace Kuma.Application.Monitors;

/// <summary>Fills the directory before anything that needs it starts.</summary>
internal sealed class MonitorDirectoryLoader(MonitorDirectory directory) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => directory.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
