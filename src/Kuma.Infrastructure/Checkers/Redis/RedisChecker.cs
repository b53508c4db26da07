using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Kuma.Application.Monitoring;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Network;

namespace Kuma.Infrastructure.Checkers.Redis;

/// <summary>UP when PING is answered; one fresh connection per check (spec/monitors.md section 5.16).</summary>
internal sealed class RedisChecker(TimeProvider time) : IChecker
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    public string Type => "redis";

    public async Task<CheckOutcome> CheckAsync(Monitor monitor, CancellationToken cancellationToken)
    {
        var address = RedisAddress.Parse(monitor.Settings.DatabaseConnectionString);
        using var limit = new Deadline(BeatLimit(monitor.Settings), time, cancellationToken);
        try
        {
            await using var stream = await ConnectAsync(address, monitor.Settings.IgnoreTls, limit.Token);
            var redis = new RespConnection(stream);
            await SignInAsync(redis, address, limit.Token);
            return CheckOutcome.Up(await redis.SendAsync(["PING"], limit.Token));
        }
        catch (OperationCanceledException e) when (limit.Passed)
        {
            throw new CheckFailedException("Socket timeout", e);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new CheckFailedException("Socket closed unexpectedly", e);
        }
        catch (AuthenticationException e)
        {
            throw new CheckFailedException((e.InnerException ?? e).Message, e);
        }
    }

    private static TimeSpan BeatLimit(MonitorSettings settings) => Kuma.Domain.Heartbeats.BeatPolicy.Timeout(settings);

    private static async Task SignInAsync(RespConnection redis, RedisAddress address, CancellationToken cancellationToken)
    {
        if (address.Password.Length > 0)
        {
            string[] auth = address.User.Length > 0 ? ["AUTH", address.User, address.Password] : ["AUTH", address.Password];
            await redis.SendAsync(auth, cancellationToken);
        }

        if (address.Database is not ("" or "0"))
        {
            await redis.SendAsync(["SELECT", address.Database], cancellationToken);
        }
    }

    private async Task<Stream> ConnectAsync(RedisAddress address, bool ignoreTls, CancellationToken cancellationToken)
    {
        using var limit = new Deadline(ConnectLimit, time, cancellationToken);
        try
        {
            var stream = await TcpConnections.OpenAsync(address.Host, address.Port, family: null, limit.Token);
            return address.Tls ? await SecureAsync(stream, address.Host, ignoreTls, limit.Token) : stream;
        }
        catch (OperationCanceledException e) when (limit.Passed)
        {
            throw new CheckFailedException("Connection timeout", e);
        }
    }

    private static async Task<Stream> SecureAsync(Stream inner, string host, bool ignoreTls, CancellationToken cancellationToken)
    {
        var tls = new SslStream(inner, leaveInnerStreamOpen: false);
        try
        {
            var options = new SslClientAuthenticationOptions { TargetHost = host };
            if (ignoreTls)
            {
#pragma warning disable CA5359 // The monitor says so: "ignore TLS errors".
                options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
            }

            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
