using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;
using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>Something that the log does in its turn.</summary>
internal abstract class LogEntry
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it is committed.</summary>
    public Task Done => _done.Task;

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception exception)
    {
        // Nobody need look at a check's beat that could not be stored; the log itself says so.
        if (_done.TrySetException(exception))
        {
            _ = _done.Task.Exception;
        }
    }
}

/// <summary>A beat on its way into the table. The id and the statistics are fixed once, so that a batch can be retried as it is.</summary>
internal sealed class BeatEntry(BeatRecord record) : LogEntry
{
    /// <summary>What an entry takes without its texts.</summary>
    private const int Bare = 600;

    public BeatRecord Record { get; } = record;

    /// <summary>Roughly the bytes of memory that it takes while it waits.</summary>
    public int Weight { get; } = Bare + (sizeof(char) * (record.Beat.Message?.Length ?? 0)) + (record.Beat.Response?.Length ?? 0);

    public long Id { get; private set; }

    public TouchedBuckets Touched { get; private set; }

    public bool IsPrepared => Id != 0;

    public Heartbeat Stored => Record.Beat with { Id = Id };

    public void Prepare(long id, TouchedBuckets touched)
    {
        Id = id;
        Touched = touched;
    }
}

/// <summary>A statement about stored beats, done between the batches, and what follows its commit.</summary>
internal sealed class WorkEntry(Func<NpgsqlConnection, CancellationToken, Task> work, Action committed) : LogEntry
{
    public Func<NpgsqlConnection, CancellationToken, Task> Work { get; } = work;

    public Action Committed { get; } = committed;
}
