using System.Collections.Concurrent;

namespace Kuma.Infrastructure.Checkers.Names;

/// <summary>Lookups in the order in which they came, and the threads that make them; these come with the load and stay.</summary>
internal sealed class NameLane(int threads)
{
    private readonly BlockingCollection<NameLookup> _waiting = [];
    private int _running;

    // Lookups that wait or are being made.
    private int _load;

    /// <summary>Whether the next lookup has to wait for a thread.</summary>
    public bool IsFull => Volatile.Read(ref _load) > threads;

    public void Add(NameLookup lookup)
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
                // Whatever it is belongs to those who asked; this thread goes on.
                lookup.Fail(e);
            }

            Interlocked.Decrement(ref _load);
        }
    }
}
