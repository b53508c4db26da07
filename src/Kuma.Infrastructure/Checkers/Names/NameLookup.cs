namespace Kuma.Infrastructure.Checkers.Names;

/// <summary>One lookup of a name, however many wait for it.</summary>
internal sealed class NameLookup(NameKey name, HostNames names)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<NameAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private bool _isTaken;
    private bool _isDropped;
    private bool _isScouted;

    public NameKey Name => name;

    public Task<NameAnswer> Answer => _answer.Task;

    /// <summary>Waits for it too; false when it will not be made.</summary>
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

    /// <summary>Whether a scout is to go: the lookup still waits for a thread, and none is on the way.</summary>
    public bool TryBeginScouting()
    {
        lock (_gate)
        {
            var begins = !_isTaken && !_isScouted;
            _isScouted |= begins;
            return begins;
        }
    }

    public void EndScouting()
    {
        lock (_gate)
        {
            _isScouted = false;
        }
    }

    /// <summary>Makes the lookup, unless another lane did, or nobody waits any more.</summary>
    public void Run()
    {
        if (!TryTake())
        {
            return;
        }

        if (_isDropped)
        {
            names.Forget(this);
            return;
        }

        var answer = names.Ask(name);
        names.Forget(this);
        _answer.TrySetResult(answer);
    }

    public void Fail(Exception exception)
    {
        names.Forget(this);
        _answer.TrySetException(exception);
        _ = _answer.Task.Exception;
    }

    /// <summary>The time of all who asked may be over before its turn came: then it is dropped.</summary>
    private bool TryTake()
    {
        lock (_gate)
        {
            if (_isTaken)
            {
                return false;
            }

            _isTaken = true;
            _isDropped = _waiting == 0;
            return true;
        }
    }
}
