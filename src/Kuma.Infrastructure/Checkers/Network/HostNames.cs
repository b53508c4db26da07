using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>
/// Names to addresses by the system's resolver, which blocks its caller. It runs on threads of its own: a hundred names of a dead name server would
/// otherwise fill the thread pool, and every check and every client would wait for them. One per process, like the pool.
/// </summary>
internal static class HostNames
{
    private const int MaxThreads = 64;
    private static readonly BlockingCollection<Lookup> Waiting = [];
    private static readonly ConcurrentDictionary<(string Host, AddressFamily Family), Lookup> InFlight = new();
    private static int _threads;

    // Names that wait or are being looked up.
    private static int _load;

    /// <summary>All addresses of a name; one question at a time for each name, however many ask.</summary>
    /// <exception cref="SocketException">The name has no address, or the name server does not answer.</exception>
    public static Task<IPAddress[]> FindAsync(string host, AddressFamily family, CancellationToken cancellationToken)
    {
        var mine = new Lookup(host, family);
        var lookup = InFlight.GetOrAdd((host, family), mine);
        if (ReferenceEquals(lookup, mine))
        {
            Waiting.Add(mine, CancellationToken.None);
            if (Interlocked.Increment(ref _load) > Volatile.Read(ref _threads))
            {
                Start();
            }
        }

        return lookup.Answer.Task.WaitAsync(cancellationToken);
    }

    private static void Start()
    {
        if (Interlocked.Increment(ref _threads) > MaxThreads)
        {
            Interlocked.Decrement(ref _threads);
            return;
        }

        new Thread(Work, maxStackSize: 512 * 1024) { IsBackground = true, Name = "names" }.Start();
    }

    private static void Work()
    {
        while (true)
        {
            Waiting.Take().Run();
            Interlocked.Decrement(ref _load);
        }
    }

    private sealed class Lookup(string host, AddressFamily family)
    {
        public TaskCompletionSource<IPAddress[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run()
        {
            try
            {
                var addresses = Dns.GetHostAddresses(host, family);
                InFlight.TryRemove((host, family), out _);
                Answer.TrySetResult(addresses);
            }
            catch (Exception e)
            {
                // Whatever it is belongs to those who asked; this thread goes on.
                InFlight.TryRemove((host, family), out _);
                Answer.TrySetException(e);
                _ = Answer.Task.Exception;
            }
        }
    }
}
