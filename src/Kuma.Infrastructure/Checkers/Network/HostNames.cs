using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kuma.Infrastructure.Checkers.Network;

/// <summary>
/// Names to addresses by the system's resolver, which blocks its caller. It runs on threads of its own: a hundred names of a dead name server would
/// otherwise fill the thread pool, and every check and every client would wait for them. Names that answered at once the last time have threads of their
/// own, and so have those that did not, so that thousands of dead ones do not hold up a good one. One per process, like the pool.
/// </summary>
internal static class HostNames
{
    private const int MostKnown = 100_000;

    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);
    private static readonly Lane Unknown = new(threads: 64);
    private static readonly Lane Trusted = new(threads: 32);
    private static readonly Lane Doubtful = new(threads: 32);
    private static readonly ConcurrentDictionary<(string Host, AddressFamily Family), Lookup> InFlight = new();

    /// <summary>How it went the last time: whether the answer came at once.</summary>
    private static readonly ConcurrentDictionary<(string Host, AddressFamily Family), bool> Known = new();

    /// <summary>All addresses of a name; one question at a time for each name, however many ask.</summary>
    /// <exception cref="SocketException">The name has no address, or the name server does not answer.</exception>
    public static async Task<IPAddress[]> FindAsync(string host, AddressFamily family, CancellationToken cancellationToken)
    {
        var lookup = Join((host, family));
        try
        {
            return await lookup.Answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lookup.Leave();
        }
    }

    private static Lookup Join((string Host, AddressFamily Family) name)
    {
        var mine = new Lookup(name);
        while (true)
        {
            var lookup = InFlight.GetOrAdd(name, mine);
            if (!lookup.TryJoin())
            {
                // Nobody wanted it any more.
                InFlight.TryRemove(KeyValuePair.Create(name, lookup));
                continue;
            }

            if (ReferenceEquals(lookup, mine))
            {
                LaneOf(name).Add(mine);
            }

            return lookup;
        }
    }

    private static Lane LaneOf((string Host, AddressFamily Family) name) =>
        !Known.TryGetValue(name, out var isGood) ? Unknown : isGood ? Trusted : Doubtful;

    /// <summary>Remembers how it went, for the next time.</summary>
    private static void Judge((string Host, AddressFamily Family) name, bool isGood)
    {
        if (Known.Count >= MostKnown)
        {
            Known.Clear(); // They come back with their next lookups.
        }

        Known[name] = isGood;
    }

    /// <summary>Questions in the order in which they came, and the threads that ask them.</summary>
    private sealed class Lane(int threads)
    {
        private readonly BlockingCollection<Lookup> _waiting = [];
        private int _running;

        // Names that wait or are being looked up.
        private int _load;

        public void Add(Lookup lookup)
        {
            _waiting.Add(lookup, CancellationToken.None);
            if (Interlocked.Increment(ref _load) > Volatile.Read(ref _running))
            {
                try
                {
                    Start();
                }
                catch (OutOfMemoryException e)
                {
                    // No memory for a thread: those who ask for this name hear of it, the next name tries again.
                    Interlocked.Decrement(ref _running);
                    lookup.Fail(e);
                }
            }
        }

        private void Start()
        {
            if (Interlocked.Increment(ref _running) > threads)
            {
                Interlocked.Decrement(ref _running);
                return;
            }

            new Thread(Work, maxStackSize: 512 * 1024) { IsBackground = true, Name = "names" }.Start();
        }

        private void Work()
        {
            while (true)
            {
                var lookup = _waiting.Take();
                try
                {
                    lookup.Run();
                }
                catch (Exception e)
                {
                    lookup.Fail(e);
                }

                Interlocked.Decrement(ref _load);
            }
        }
    }

    private sealed class Lookup((string Host, AddressFamily Family) name)
    {
        private readonly Lock _gate = new();
        private int _waiting;
        private bool _isDropped;

        public TaskCompletionSource<IPAddress[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Waits for it too; false when it will not be asked.</summary>
        public bool TryJoin()
        {
            lock (_gate)
            {
                _waiting += _isDropped ? 0 : 1;
                return !_isDropped;
            }
        }

        public void Leave()
        {
            lock (_gate)
            {
                _waiting--;
            }
        }

        public void Run()
        {
            if (!IsWanted())
            {
                InFlight.TryRemove(KeyValuePair.Create(name, this));
                return;
            }

            var start = TimeProvider.System.GetTimestamp();
            try
            {
                var addresses = Dns.GetHostAddresses(name.Host, name.Family);
                Judge(name, isGood: TimeProvider.System.GetElapsedTime(start) < Long);
                InFlight.TryRemove(KeyValuePair.Create(name, this));
                Answer.TrySetResult(addresses);
            }
            catch (Exception e)
            {
                // Whatever it is belongs to those who asked; this thread goes on.
                Judge(name, isGood: false);
                Fail(e);
            }
        }

        public void Fail(Exception exception)
        {
            InFlight.TryRemove(KeyValuePair.Create(name, this));
            Answer.TrySetException(exception);
            _ = Answer.Task.Exception;
        }

        /// <summary>Whether anybody still waits: the time of all who asked may be over before its turn came.</summary>
        private bool IsWanted()
        {
            lock (_gate)
            {
                _isDropped = _waiting == 0;
                return !_isDropped;
            }
        }
    }
}
