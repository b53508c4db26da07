namespace Kuma.Infrastructure.Checkers;

/// <summary>A time limit of a check's own, inside that of the engine.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _own;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _outer;

    public Deadline(TimeSpan limit, TimeProvider time, CancellationToken outer)
    {
        _outer = outer;
        _own = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_own.Token, outer);
    }

    /// <summary>Ends with this limit or with the engine's.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>This limit is over, and it is not the engine that ended the check.</summary>
    public bool Passed => _own.IsCancellationRequested && !_outer.IsCancellationRequested;

    public void Dispose()
    {
        _linked.Dispose();
        _own.Dispose();
    }
}
