using System.Globalization;
using System.Net.Sockets;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Radius;

/// <summary>UP when a RADIUS server lets the user in, or asks for more (spec/monitors.md section 5.17).</summary>
internal sealed class RadiusChecker(TimeProvider time) : IChecker
{
    private const int DefaultPort = 1812;
    private const int Tries = 2;

    public string Type => "radius";

    public TimeSpan LimitOf(MonitorSettings settings) => Tries * PerTry(settings);

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var settings = monitor.Settings;
        var host = (settings.Hostname ?? "").Trim();
        var place = string.Create(CultureInfo.InvariantCulture, $"{host}:{settings.Port ?? DefaultPort}");
        try
        {
            var request = RadiusPacket.AccessRequest(
                settings.RadiusUsername ?? "", settings.RadiusPassword ?? "", settings.RadiusSecret ?? "",
                settings.RadiusCallingStationId, settings.RadiusCalledStationId);
            var code = await AskAsync(host, settings, request, cancellationToken);
            return code == 3
                ? throw new CheckFailedException($"RADIUS Access-Reject from {place}")
                : CheckOutcome.Up(Name(code));
        }
        catch (ArgumentException e)
        {
            throw new CheckFailedException($"RADIUS authentication failed for {place}: RADIUS packet encoding failed: {e.Message}", e);
        }
        catch (SocketException e)
        {
            throw new CheckFailedException(
                $"RADIUS authentication failed for {place}: RADIUS socket error: {SocketErrors.Name(e.SocketErrorCode)}", e);
        }
        catch (TimeoutException e)
        {
            throw new CheckFailedException($"RADIUS authentication failed for {place}: {e.Message}", e);
        }
    }

    private async Task<byte> AskAsync(string host, MonitorSettings settings, RadiusPacket request, CancellationToken cancellationToken)
    {
        using var peer = await UdpPeer.OpenAsync(host, settings.Port ?? DefaultPort, cancellationToken, AddressFamily.InterNetwork);
        var patience = PerTry(settings);
        var forged = false;
        for (var i = 0; i < Tries; i++)
        {
            using var deadline = new Deadline(patience, time, cancellationToken);
            try
            {
                await peer.SendAsync(request.Bytes, deadline.Token);
                while (true)
                {
                    if (request.CodeOf(await peer.ReceiveAsync(deadline.Token)) is { } code)
                    {
                        return code;
                    }

                    forged = true;
                }
            }
            catch (OperationCanceledException) when (deadline.Passed)
            {
                // The next try.
            }
        }

        throw new TimeoutException(forged
            ? "RADIUS response decoding failed: the answer is not signed with the shared secret"
            : string.Create(CultureInfo.InvariantCulture, $"RADIUS request timeout after {Tries} attempts"));
    }

    private static TimeSpan PerTry(MonitorSettings settings) => TimeSpan.FromSeconds(0.4 * Math.Max(1, settings.Interval));

    private static string Name(byte code) => code switch
    {
        2 => "Access-Accept",
        11 => "Access-Challenge",
        _ => code.ToString(CultureInfo.InvariantCulture),
    };
}
