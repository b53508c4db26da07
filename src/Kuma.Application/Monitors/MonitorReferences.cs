using Kuma.Application.Common;
using Kuma.Application.DockerHosts;
using Kuma.Application.Proxies;
using Kuma.Application.RemoteBrowsers;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;

namespace Kuma.Application.Monitors;

/// <summary>Looks whether what a monitor's settings point to belongs to its owner; what is another user's counts as unknown.</summary>
internal sealed class MonitorReferences(IProxyRepository proxies, IDockerHostRepository hosts, IRemoteBrowserRepository browsers)
{
    /// <summary>Why the settings cannot be stored; <c>null</c> when the owner has all that they name.</summary>
    public async Task<Error?> CheckAsync(UserId owner, MonitorSettings settings, CancellationToken cancellationToken)
    {
        if (settings.ProxyId is { } proxy && (await proxies.ListAsync(owner, cancellationToken)).All(own => own.Id != proxy))
        {
            return ProxyErrors.NotFound;
        }

        if (settings.DockerHost is { } host && (await hosts.ListAsync(owner, cancellationToken)).All(own => own.Id != host))
        {
            return DockerHostErrors.NotFound;
        }

        return settings.RemoteBrowser is { } browser && (await browsers.ListAsync(owner, cancellationToken)).All(own => own.Id != browser)
            ? RemoteBrowserErrors.NotFound
            : null;
    }
}
