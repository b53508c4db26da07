using System.Globalization;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>UP when a TCP connection opens within five seconds, and what else the monitor asks of it (spec/monitors.md section 5.3).</summary>
internal sealed class PortChecker(PortTls tls, TlsAlertCheck alerts, TimeProvider time) : IChecker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Type => MonitorTypes.Port;

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        if (settings.ExpectedTlsAlert is not (null or "" or "none"))
        {
            return await alerts.CheckAsync(settings, cancellationToken);
        }

        var ping = await ConnectAsync(settings, cancellationToken);
        var up = CheckOutcome.Up(string.Create(CultureInfo.InvariantCulture, $"{ping} ms"), ping);
        if (settings is not { SmtpSecurity: "secure" or "starttls", ExpiryNotification: true })
        {
            return up;
        }

        try
        {
            return up with { Tls = await tls.HandshakeAsync(settings, cancellationToken) };
        }
        catch (CheckFailedException e)
        {
            return CheckOutcome.Failed($"TLS Connection failed: {e.Message}", ping);
        }
    }

    private async Task<double> ConnectAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await using var connection =
                await TcpConnections.OpenAsync(settings.Hostname ?? "", settings.Port ?? 0, settings.IpFamily, linked.Token);
            return Math.Round(time.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (Exception e) when (e is CheckFailedException or ArgumentException)
        {
            throw new CheckFailedException("Connection failed", e);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CheckFailedException("Connection failed", e);
        }
    }
}
