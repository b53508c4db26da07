using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kuma.Infrastructure.Checkers.Names;

/// <summary>
/// Names to addresses by the system's resolver (docs/adr/0011-one-resolver.md), which blocks its caller. It runs on threads of its own: a hundred names of a
/// dead name server would otherwise fill the thread pool, and every check and every client would wait for them. Names wait in lanes by how their last lookup
/// went, and one that waits is asked for by a scout, so that a good name does not stand behind thousands of dead ones. An answer holds for a moment: a thousand
/// monitors of one name ask once.
/// </summary>
/// <param name="ask">Asks the resolver, and blocks until it answers.</param>
/// <param name="scout">Tells which of the waiting names will be answered at once; <c>null</c> where none is to be had.</param>
/// <param name="threads">How many threads each lane has at the most.</param>
internal sealed class HostNames(Func<string, AddressFamily, IPAddress[]> ask, INameScout? scout, TimeProvider time, int threads)
{
    private const int MostKnown = 100_000;

    /// <summary>How long an answer holds: a moved name is noticed that much later.</summary>
    private static readonly TimeSpan Found = TimeSpan.FromSeconds(2);

    /// <summary>How long a failure holds.</summary>
    private static readonly TimeSpan Failed = TimeSpan.FromSeconds(1);

    /// <summary>A lookup that took longer may take as long again.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);

    private readonly NameLane _new = new(threads);
    private readonly NameLane _quick = new(threads);
    private readonly NameLane _slow = new(threads);
    private readonly NameLane _scouted = new(threads);
    private readonly ConcurrentDictionary<NameKey, NameLookup> _inFlight = new();
    private readonly ConcurrentDictionary<NameKey, LastTime> _known = new();

    /// <summary>The one of this process, like its thread pool.</summary>
    public static HostNames Shared { get; } = new(Dns.GetHostAddresses, NameScout.OfThisMachine(), TimeProvider.System, threads: 32);

    /// <summary>All addresses of a name.</summary>
    /// <exception cref="SocketException">The name has no address, or the name server does not answer.</exception>
    public async Task<IPAddress[]> FindAsync(string host, AddressFamily family, CancellationToken cancellationToken)
    {
        var answer = await TryFindAsync(host, family, cancellationToken) ?? throw new OperationCanceledException(cancellationToken);
        return answer.Error is SocketError.Success ? answer.Addresses : throw new SocketException((int)answer.Error);
    }

    /// <summary>
    /// Why a name has no address, in the original's words; <c>null</c> when it has one, or is no name at all. For libraries that look names up themselves, on
    /// threads of the pool: what is dead or silent never reaches them.
    /// </summary>
    public async Task<string?> FaultAsync(string? host, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(host) || host.AsSpan().ContainsAny(",:/") || IPAddress.TryParse(host, out _))
        {
            return null;
        }

        var answer = await TryFindAsync(host, AddressFamily.Unspecified, cancellationToken) ?? throw new OperationCanceledException(cancellationToken);
        return answer.Error is SocketError.Success ? null : $"getaddrinfo {answer.Code} {host}";
    }

    /// <summary>What the resolver says of a name, without an exception: thousands of failures at once are to be cheap.</summary>
    /// <returns><c>null</c> when <paramref name="cancellationToken"/> was cancelled before there was an answer.</returns>
    public ValueTask<NameAnswer?> TryFindAsync(string host, AddressFamily family, CancellationToken cancellationToken)
    {
        var name = new NameKey(host, family);
        return _known.TryGetValue(name, out var last) && time.GetTimestamp() < last.Until
            ? ValueTask.FromResult<NameAnswer?>(last.Answer)
            : new ValueTask<NameAnswer?>(WaitAsync(name, cancellationToken));
    }

    private async Task<NameAnswer?> WaitAsync(NameKey name, CancellationToken cancellationToken)
    {
        var lookup = Join(name);
        try
        {
            var answer = lookup.Answer.WaitAsync(cancellationToken);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return answer.IsCanceled ? null : await answer;
        }
        finally
        {
            lookup.Leave();
        }
    }

    private NameLookup Join(NameKey name)
    {
        var mine = new NameLookup(name, this);
        while (true)
        {
            var lookup = _inFlight.GetOrAdd(name, mine);
            if (!lookup.TryJoin())
            {
                // Nobody wanted it any more.
                Forget(lookup);
                continue;
            }

            var lane = LaneOf(name);
            if (ReferenceEquals(lookup, mine))
            {
                lane.Add(mine);
            }

            if (lane.IsFull && scout is not null && lookup.TryBeginScouting())
            {
                _ = ScoutAsync(scout, lookup);
            }

            return lookup;
        }
    }

    private NameLane LaneOf(NameKey name) => !_known.TryGetValue(name, out var last) ? _new : last.WasQuick ? _quick : _slow;

    /// <summary>A name for which the name servers have an answer at hand need not wait for those for which they have none.</summary>
    private async Task ScoutAsync(INameScout scout, NameLookup lookup)
    {
        if (await scout.WillAnswerAsync(lookup.Name))
        {
            _scouted.Add(lookup);
        }
        else
        {
            // Its next check may send another scout.
            lookup.EndScouting();
        }
    }

    /// <summary>Asks the resolver, on a thread of a lane.</summary>
    internal NameAnswer Ask(NameKey name)
    {
        var start = time.GetTimestamp();
        var answer = Answer(name);
        var now = time.GetTimestamp();
        var isFound = answer.Error is SocketError.Success;
        if (_known.Count >= MostKnown)
        {
            _known.Clear(); // They come back with their next lookups.
        }

        _known[name] = new LastTime(
            answer,
            WasQuick: isFound && time.GetElapsedTime(start, now) < Long,
            Until: now + (long)((isFound ? Found : Failed).TotalSeconds * time.TimestampFrequency));
        return answer;
    }

    internal void Forget(NameLookup lookup) => _inFlight.TryRemove(KeyValuePair.Create(lookup.Name, lookup));

    private NameAnswer Answer(NameKey name)
    {
        try
        {
            return NameAnswer.Of(ask(name.Host, name.Family));
        }
        catch (SocketException e)
        {
            return new NameAnswer([], e.SocketErrorCode);
        }
        catch (ArgumentException)
        {
            // What cannot be a name is none.
            return new NameAnswer([], SocketError.HostNotFound);
        }
    }

    /// <summary>How the last lookup of a name went, and until when its answer holds.</summary>
    private sealed record LastTime(NameAnswer Answer, bool WasQuick, long Until);
}

/// <summary>What is looked up: a name, and the kind of addresses that are wanted.</summary>
internal readonly record struct NameKey(string Host, AddressFamily Family);
