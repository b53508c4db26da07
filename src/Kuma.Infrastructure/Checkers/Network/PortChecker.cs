using System.Globalization;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>UP when a TCP connection opens within five seconds (spec/monitors.md section 5.3).</summary>
internal sealed class PortChecker(TimeProvider time) : IChecker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Type => MonitorTypes.Port;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        if (settings.ExpectedTlsAlert is not (null or "" or "none"))
        {
            throw new CheckFailedException("Expecting a TLS alert is not supported yet");
        }

        var start = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await using var connection =
                await TcpConnections.OpenAsync(settings.Hostname ?? "", settings.Port ?? 0, settings.IpFamily, linked.Token);
        }
        catch (CheckFailedException e)
        {
            throw new CheckFailedException("Connection failed", e);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CheckFailedException("Connection failed", e);
        }

        var ping = Math.Round(time.GetElapsedTime(start).TotalMilliseconds);
        return CheckOutcome.Up(string.Create(CultureInfo.InvariantCulture, $"{ping} ms"), ping);
    }
}
