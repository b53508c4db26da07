namespace Kuma.Domain.Common;

public readonly record struct MonitorId(int Value);

public readonly record struct UserId(int Value);

public readonly record struct NotificationId(int Value);

public readonly record struct TagId(int Value);

public readonly record struct MaintenanceId(int Value);

public readonly record struct StatusPageId(int Value);

public readonly record struct ProxyId(int Value);

public readonly record struct DockerHostId(int Value);

public readonly record struct RemoteBrowserId(int Value);

public readonly record struct ApiKeyId(int Value);

public readonly record struct IncidentId(int Value);
