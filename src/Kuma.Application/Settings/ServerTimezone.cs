using System.Globalization;
using Kuma.Domain.Common;
using Microsoft.Extensions.Hosting;

namespace Kuma.Application.Settings;

/// <summary>At start: the variable <c>TZ</c>, else the stored zone, else the machine's, else UTC.</summary>
internal sealed class ServerTimezone(ISettingStore settings, TimeProvider time) : IServerTimezone, IHostedService
{
    private volatile TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public string Name => ReferenceEquals(_zone, TimeZoneInfo.Utc) ? "UTC" : _zone.Id;

    public TimeZoneInfo Zone => _zone;

    public string Offset
    {
        get
        {
            var offset = _zone.GetUtcOffset(time.GetUtcNow());
            return (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
        }
    }

    public bool TryUse(string name)
    {
        if (name is not "UTC" && !TimeZoneInfo.TryConvertIanaIdToWindowsId(name, out _) && !name.Contains('/', StringComparison.Ordinal))
        {
            return false;
        }

        if (TimeZones.Find(name) is not { } zone)
        {
            return false;
        }

        _zone = zone;
        return true;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string?[] candidates =
        [
            Environment.GetEnvironmentVariable("TZ"),
            await settings.TextAsync(SettingKeys.ServerTimezone, cancellationToken),
            TimeZoneInfo.Local.Id,
        ];
        _ = candidates.Any(name => name is { Length: > 0 } && TryUse(name));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
