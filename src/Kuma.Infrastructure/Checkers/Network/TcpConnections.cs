using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.Checkers.Names;

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
        var opening = await TryOpenAsync(host, port, family, cancellationToken);
        return opening.Failure is { } failure
            ? throw new CheckFailedException(failure.Message, new SocketException((int)failure.Error)) // Libraries look for the inner one.
            : opening.Stream ?? throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>The same without an exception: thousands of failures at once are to be cheap.</summary>
    public static async Task<TcpOpening> TryOpenAsync(string host, int port, string? family, CancellationToken cancellationToken)
    {
        var (addresses, failure) = await ResolveAsync(host, family, cancellationToken);
        if (addresses is null)
        {
            return new TcpOpening(Stream: null, failure);
        }

        var attempt = addresses.Length == 1
            ? await ConnectAsync(addresses[0], port, cancellationToken)
            : await RaceAsync(Alternating(addresses), port, cancellationToken);
        return new TcpOpening(attempt.Socket is { } socket ? new NetworkStream(socket, ownsSocket: true) : null, attempt.Failure);
    }

    private static async ValueTask<(IPAddress[]? Addresses, TcpFailure? Failure)> ResolveAsync(string host, string? family, CancellationToken cancellationToken)
    {
        var wanted = family switch
        {
            "ipv4" => AddressFamily.InterNetwork,
            "ipv6" => AddressFamily.InterNetworkV6,
            _ => AddressFamily.Unspecified,
        };
        if (IPAddress.TryParse(host.AsSpan().Trim("[]"), out var literal))
        {
            return wanted is AddressFamily.Unspecified || literal.AddressFamily == wanted ? ([literal], null) : (null, NoSuchName(host));
        }

        if (string.IsNullOrWhiteSpace(host))
        {
            // The resolver would take no name for this machine's own.
            return (null, NoSuchName(host));
        }

        return await HostNames.Shared.TryFindAsync(host, wanted, cancellationToken) switch
        {
            null => (null, null),
            { Addresses: { Length: > 0 } addresses } => (addresses, null),
            var answer => (null, new TcpFailure($"getaddrinfo {answer.Code} {host}", answer.Error)),
        };
    }

    private static TcpFailure NoSuchName(string host) => new($"getaddrinfo ENOTFOUND {host}", SocketError.HostNotFound);

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

    private static async Task<Attempt> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            var connecting = socket.ConnectAsync(address, port, cancellationToken).AsTask();
            await connecting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (connecting.IsCompletedSuccessfully)
            {
                return new Attempt(socket, Failure: null);
            }

            socket.Dispose();
            if (connecting.IsCanceled)
            {
                return default;
            }

            return connecting.Exception?.InnerException is SocketException e
                ? new Attempt(Socket: null, Refused(e.SocketErrorCode, address, port))
                : throw connecting.Exception!.InnerException!;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Each next address starts when the one before has failed or has had its head start; the first connection wins.</summary>
    internal static async Task<Attempt> RaceAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attempts = new List<Task<Attempt>>();
        var started = 0;
        TcpFailure? failure = null;
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
                    return new Attempt(Socket: null, failure);
                }

                var first = Task.WhenAny(attempts);
                if (started < addresses.Length && await Task.WhenAny(first, Task.Delay(HeadStart, TimeProvider.System, over.Token)) != first)
                {
                    continue;
                }

                var done = await first;
                attempts.Remove(done);
                var attempt = await done;
                if (attempt.Socket is not null || attempt.Failure is null)
                {
                    return attempt;
                }

                failure = Worse(failure, attempt.Failure);
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
    private static TcpFailure Worse(TcpFailure? known, TcpFailure another) =>
        known is null or { Error: SocketError.NetworkUnreachable } ? another : known;

    /// <summary>It lost the race; why is of no interest.</summary>
    private static async Task ForgetAsync(Task<Attempt> attempt) => (await attempt).Socket?.Dispose();

    private static TcpFailure Refused(SocketError error, IPAddress address, int port) =>
        new(string.Create(CultureInfo.InvariantCulture, $"connect {SocketErrors.Name(error)} {Shown(address)}:{port}"), error);

    private static string Shown(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();

    /// <summary>What came of an address; neither a socket nor a failure when it was cancelled.</summary>
    internal readonly record struct Attempt(Socket? Socket, TcpFailure? Failure);
}

/// <summary>What came of opening a connection; neither a stream nor a failure when it was cancelled.</summary>
internal readonly record struct TcpOpening(NetworkStream? Stream, TcpFailure? Failure);

/// <summary>Why there is no connection.</summary>
/// <param name="Message">In the original's words.</param>
internal sealed record TcpFailure(string Message, SocketError Error);
