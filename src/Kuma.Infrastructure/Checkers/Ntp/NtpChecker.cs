using System.Globalization;
using System.Net.Sockets;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Ntp;

/// <summary>UP when a time server is synchronised and near enough to our clock (spec/monitors.md section 5.27).</summary>
internal sealed class NtpChecker(TimeProvider time) : IChecker
{
    private const int DefaultPort = 123;
    private const int Unsynchronized = 16;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    public string Type => "ntp";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        if (string.IsNullOrWhiteSpace(settings.Hostname))
        {
            throw new CheckFailedException("Hostname is required");
        }

        var start = time.GetTimestamp();
        var limit = settings.Timeout > 0 ? TimeSpan.FromSeconds(settings.Timeout) : DefaultTimeout;
        using var deadline = new Deadline(limit, time, cancellationToken);
        try
        {
            var reply = await AskAsync(settings, deadline.Token);
            var ping = Math.Round(time.GetElapsedTime(start).TotalMilliseconds);
            return Fault(reply, settings) is { } fault
                ? throw new CheckFailedException(fault) { Ping = ping }
                : CheckOutcome.Up(reply.Summary, ping);
        }
        catch (OperationCanceledException e) when (deadline.Passed)
        {
            throw new CheckFailedException("NTP request timed out", e);
        }
    }

    private async Task<NtpReply> AskAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        using var peer = await OpenAsync(settings, cancellationToken);
        var request = new byte[NtpReply.Length];
        request[0] = 0x1B; // No leap warning, version 3, client.
        var sent = time.GetUtcNow();
        try
        {
            await peer.SendAsync(request, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new CheckFailedException($"Failed to send NTP request: {SocketErrors.Name(e.SocketErrorCode)}", e);
        }

        try
        {
            var packet = await peer.ReceiveAsync(cancellationToken);
            return NtpReply.Parse(packet, sent, time.GetUtcNow());
        }
        catch (SocketException e)
        {
            throw new CheckFailedException($"UDP socket error: recvmsg {SocketErrors.Name(e.SocketErrorCode)}", e);
        }
    }

    private static async Task<UdpPeer> OpenAsync(MonitorSettings settings, CancellationToken cancellationToken)
    {
        var host = settings.Hostname!.Trim();
        try
        {
            return await UdpPeer.OpenAsync(host, settings.Port ?? DefaultPort, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new CheckFailedException($"DNS lookup failed for {host}: getaddrinfo {SocketErrors.Name(e.SocketErrorCode)} {host}", e);
        }
    }

    private static string? Fault(NtpReply reply, MonitorSettings settings)
    {
        var stratum = Threshold(settings.NtpStratumThreshold, 5);
        var offset = Threshold(settings.NtpTimeOffsetThreshold, 1000);
        var dispersion = Threshold(settings.NtpRootDispersionThreshold, 500);
        return reply switch
        {
            { Stratum: Unsynchronized } => "NTP server is unsynchronized (stratum 16)",
            _ when reply.Stratum >= stratum =>
                string.Create(CultureInfo.InvariantCulture, $"Stratum {reply.Stratum} meets or exceeds threshold {stratum}"),
            _ when Math.Abs(reply.Offset) >= offset =>
                string.Create(CultureInfo.InvariantCulture, $"Time offset {reply.Offset:0.000}ms exceeds threshold {offset}ms"),
            _ when reply.Dispersion >= dispersion =>
                string.Create(CultureInfo.InvariantCulture, $"Root dispersion {reply.Dispersion:0.000}ms exceeds threshold {dispersion}ms"),
            _ => null,
        };
    }

    private static int Threshold(int? value, int otherwise) => value is null or 0 ? otherwise : value.Value;
}
