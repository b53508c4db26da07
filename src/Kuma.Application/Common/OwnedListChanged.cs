using Kuma.Domain.Common;

namespace Kuma.Application.Common;

/// <summary>A small list of a user changed; the user's clients get it anew.</summary>
public sealed record OwnedListChanged(UserId Owner, OwnedList List) : IDomainEvent;

/// <summary>The lists that clients hold whole.</summary>
public enum OwnedList
{
    Monitors,
    Maintenances,
    Notifications,
    Proxies,
    DockerHosts,
    ApiKeys,
    RemoteBrowsers,
}
