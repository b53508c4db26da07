using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>TCP connections by name, of the wanted address family; failures are told as the original tells them.</summary>
internal static class TcpConnections
{
    /// <summary>What an address has for itself before the next one is tried beside it (RFC 8305).</summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>Connects to the first address of the host that answers.</summary>
    /// <exception cref="CheckFailedException">The name has no address, or none of them takes the connection.</exception>
    public static async Task<NetworkStream> OpenAsync(string host, int port, string? family, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, family, cancellationToken);
        var socket = addresses.Length == 1
            ? await ConnectAsync(addresses[0], port, cancellationToken)
            : await RaceAsync(Alternating(addresses), port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, string? family, CancellationToken cancellationToken)
    {
        var wanted = family switch
        {
            "ipv4" => AddressFamily.InterNetwork,
            "ipv6" => AddressFamily.InterNetworkV6,
            _ => AddressFamily.Unspecified,
        };
        if (IPAddress.TryParse(host.AsSpan().Trim("[]"), out var literal))
        {
            return wanted is AddressFamily.Unspecified || literal.AddressFamily == wanted
                ? [literal]
                : throw new CheckFailedException($"getaddrinfo ENOTFOUND {host}");
        }

        try
        {
            // The resolver takes no name for this machine's own.
            var addresses = string.IsNullOrWhiteSpace(host) ? [] : await HostNames.FindAsync(host, wanted, cancellationToken);
            return addresses.Length > 0 ? addresses : throw new CheckFailedException($"getaddrinfo ENOTFOUND {host}");
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            var code = e is SocketException { SocketErrorCode: SocketError.TryAgain } ? "EAI_AGAIN" : "ENOTFOUND";
            throw new CheckFailedException($"getaddrinfo {code} {host}", e);
        }
    }

    /// <summary>The families take turns, each in the resolver's order, so that a family without a route costs one attempt.</summary>
    private static IPAddress[] Alternating(IPAddress[] addresses)
    {
        var first = addresses[0].AddressFamily;
        var ranks = new Dictionary<AddressFamily, int>();
        return
        [
            .. addresses
                .Select(address => (Address: address, Rank: ranks[address.AddressFamily] = ranks.GetValueOrDefault(address.AddressFamily) + 1))
                .ToList()
                .OrderBy(one => one.Rank).ThenBy(one => one.Address.AddressFamily != first)
                .Select(one => one.Address),
        ];
    }

    private static async Task<Socket> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(address, port, cancellationToken);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new CheckFailedException(
                string.Create(CultureInfo.InvariantCulture, $"connect {SocketErrors.Name(e.SocketErrorCode)} {Shown(address)}:{port}"), e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Each next address starts when the one before has failed or has had its head start; the first connection wins.</summary>
    internal static async Task<Socket> RaceAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attempts = new List<Task<Socket>>();
        var started = 0;
        CheckFailedException? failure = null;
        try
        {
            while (true)
            {
                if (started < addresses.Length)
                {
                    attempts.Add(ConnectAsync(addresses[started++], port, over.Token));
                }

                if (attempts.Count == 0)
                {
                    throw failure!;
                }

                var first = Task.WhenAny(attempts);
                if (started < addresses.Length && await Task.WhenAny(first, Task.Delay(HeadStart, TimeProvider.System, over.Token)) != first)
                {
                    continue;
                }

                var done = await first;
                attempts.Remove(done);
                if (done.IsCompletedSuccessfully)
                {
                    return await done;
                }

                cancellationToken.ThrowIfCancellationRequested();
                failure = Worse(failure, done.Exception?.InnerException as CheckFailedException)
                    ?? throw done.Exception?.InnerException ?? new OperationCanceledException();
            }
        }
        finally
        {
            await over.CancelAsync();
            foreach (var attempt in attempts)
            {
                _ = ForgetAsync(attempt);
            }
        }
    }

    /// <summary>That this machine has no route for a family says less than what the other family's address answered.</summary>
    private static CheckFailedException? Worse(CheckFailedException? known, CheckFailedException? another) =>
        another is null || known is null || known.Message.Contains("ENETUNREACH", StringComparison.Ordinal) ? another : known;

    private static async Task ForgetAsync(Task<Socket> attempt)
    {
        try
        {
            (await attempt).Dispose();
        }
        catch (Exception e) when (e is CheckFailedException or OperationCanceledException)
        {
            // It lost the race; why is of no interest.
        }
    }

    private static string Shown(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();
}
