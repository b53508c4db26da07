using System.Threading.Channels;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Engine;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>
/// The only writer of heartbeats. Beats wait in a bounded channel; what has gathered while one batch was committed is the next batch, so a quiet
/// Kuma commits at once and a busy one in large transactions. When the channel is full the beat is refused: the caller hears of it at once.
/// </summary>
internal sealed partial class BeatLog : IBeatLog, IAsyncDisposable
{
    private readonly Channel<LogEntry> _queue;
    private readonly BeatWriter _writer;
    private readonly LiveBoard _board;
    private readonly IBeatFeed _feed;
    private readonly BeatLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<BeatLog> _logger;
    private readonly EngineMetrics _metrics;
    private readonly CancellationTokenSource _giveUp = new();
    private Task _loop = Task.CompletedTask;
    private long _waitingBytes;

    public BeatLog(
        NpgsqlDataSource database,
        LiveBoard board,
        IBeatFeed feed,
        IBeatMessages messages,
        BeatLogOptions options,
        EngineMetrics metrics,
        TimeProvider time,
        ILogger<BeatLog> logger)
    {
        (_board, _feed, _options, _metrics, _time, _logger) = (board, feed, options, metrics, time, logger);
        _writer = new BeatWriter(database, board, messages);
        _queue = Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(options.Capacity)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,
        });
        metrics.ObserveQueue(() => Waiting);
    }

    /// <summary>How many beats wait to be written.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>False from a failed batch until the next successful one.</summary>
    public bool IsWritable { get; private set; } = true;

    public Task WriteAsync(BeatRecord record, CancellationToken cancellationToken)
    {
        // PostgreSQL knows no NUL in text.
        var clean = record.Beat.Message?.Contains('\0', StringComparison.Ordinal) == true
            ? record with { Beat = record.Beat with { Message = record.Beat.Message.Replace("\0", "", StringComparison.Ordinal) } }
            : record;
        var entry = new BeatEntry(clean);
        if (Interlocked.Add(ref _waitingBytes, entry.Weight) <= _options.CapacityBytes && _queue.Writer.TryWrite(entry))
        {
            return entry.Done;
        }

        Interlocked.Add(ref _waitingBytes, -entry.Weight);
        _metrics.BeatsRefused.Add(1);
        return Task.FromException(new BeatLogFullException());
    }

    public Task ClearEventsAsync(MonitorId id) => Enqueue(Work(
        "update heartbeat set msg = '', important = false where monitor_id = $1 and (important or msg <> '')",
        id.Value,
        () => _board.ClearEvents(id)));

    public Task ClearHeartbeatsAsync(IReadOnlyCollection<MonitorId> ids) => Enqueue(Work(
        """
        with beats as (delete from heartbeat where monitor_id = any($1)),
             minutes as (delete from stat_minutely where monitor_id = any($1)),
             hours as (delete from stat_hourly where monitor_id = any($1))
        delete from stat_daily where monitor_id = any($1)
        """,
        ids.Select(id => id.Value).ToArray(),
        () => _board.ClearHeartbeats(ids)));

    public Task ClearAllAsync() => Enqueue(Work("truncate heartbeat, stat_minutely, stat_hourly, stat_daily", parameter: null, _board.ClearAll));

    /// <summary>Removes what was still written for a monitor while it was being deleted, and its place on the live board.</summary>
    public async Task PurgeAsync(MonitorId id, CancellationToken cancellationToken)
    {
        var entry = Work("delete from heartbeat where monitor_id = $1", id.Value, () => _board.Forget(id));
        await _queue.Writer.WriteAsync(entry, cancellationToken);
        await entry.Done.WaitAsync(cancellationToken);
    }

    public void Start() => _loop = RunAsync();

    /// <summary>Writes what waits, then stops; gives up after <see cref="BeatLogOptions.DrainLimit"/>.</summary>
    public async Task StopAsync()
    {
        if (!_queue.Writer.TryComplete())
        {
            await _loop;
            return;
        }

        _giveUp.CancelAfter(_options.DrainLimit);
        await _loop;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _writer.DisposeAsync();
        _giveUp.Dispose();
    }

    private static WorkEntry Work(string sql, object? parameter, Action committed) => new(
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            if (parameter is not null)
            {
                command.Parameters.Add(new() { Value = parameter });
            }

            await command.ExecuteNonQueryAsync(token);
        },
        committed);

    private Task Enqueue(LogEntry entry) =>
        _queue.Writer.TryWrite(entry) ? entry.Done : Task.FromException(new BeatLogFullException());

    private async Task RunAsync()
    {
        var batch = new List<BeatEntry>(_options.MaxBatch);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            try
            {
                await NextAsync(batch);
            }
            catch (Exception e)
            {
                // A bug, or no memory for what follows a failure. Whoever waits for these beats hears of it, the log goes on.
                Log.BatchFailed(_logger, e, batch.Count);
                batch.ForEach(entry => entry.Fail(e));
            }

            batch.Clear();
        }
    }

    /// <summary>Stores the beats that wait, as many as one batch holds, or does the work before them.</summary>
    private async Task NextAsync(List<BeatEntry> batch)
    {
        while (batch.Count < _options.MaxBatch && _queue.Reader.TryPeek(out var next) && next is BeatEntry beat)
        {
            _queue.Reader.TryRead(out _);
            Interlocked.Add(ref _waitingBytes, -beat.Weight);
            batch.Add(beat);
        }

        if (batch.Count > 0)
        {
            await StoreAsync(batch);
        }
        else if (_queue.Reader.TryRead(out var other) && other is WorkEntry work)
        {
            await DoAsync(work);
        }
    }

    private async Task StoreAsync(List<BeatEntry> batch)
    {
        var start = _time.GetTimestamp();
        try
        {
            var stored = await PersistAsync(token => _writer.WriteAsync(batch, token), () => _writer.Distrust());
            _metrics.BatchStored(batch.Count, _time.GetElapsedTime(start));
            foreach (var entry in batch)
            {
                Announce(entry, stored.Count == batch.Count || stored.Contains(entry.Id));
            }
        }
        catch (OperationCanceledException) when (_giveUp.IsCancellationRequested)
        {
            Refuse(batch);
        }
        catch (Exception e) when (batch.Count > 1)
        {
            // One beat that the database does not take must not hold up the others.
            Log.BatchRefused(_logger, e, batch.Count);
            foreach (var entry in batch)
            {
                await StoreAsync([entry]);
            }
        }
        catch (Exception e)
        {
            Log.BeatRefused(_logger, e, batch[0].Record.Beat.MonitorId.Value);
            batch[0].Fail(e);
        }
    }

    private async Task DoAsync(WorkEntry work)
    {
        try
        {
            await PersistAsync(
                async token =>
                {
                    await _writer.DoAsync(work.Work, token);
                    return true;
                },
                () => { });
            work.Committed();
            work.Complete();
        }
        catch (Exception e)
        {
            work.Fail(e);
        }
    }

    /// <summary>Tries until it is in the database, or will never be, or the program stops.</summary>
    private async Task<T> PersistAsync<T>(Func<CancellationToken, Task<T>> attempt, Action failed)
    {
        var pause = _options.BackOff;
        while (true)
        {
            try
            {
                var result = await attempt(_giveUp.Token);
                if (!IsWritable)
                {
                    IsWritable = true;
                    Log.Writable(_logger, Waiting);
                }

                return result;
            }
            catch (Exception e) when (DatabaseFaults.PassesByItself(e) && !_giveUp.IsCancellationRequested)
            {
                failed();
                if (IsWritable)
                {
                    IsWritable = false;
                    Log.NotWritable(_logger, e);
                }

                await Task.Delay(pause, _time, _giveUp.Token);
                pause = pause * 2 < _options.MaxBackOff ? pause * 2 : _options.MaxBackOff;
            }
        }
    }

    private void Announce(BeatEntry entry, bool isStored)
    {
        if (!isStored)
        {
            entry.Fail(new MonitorGoneException());
            return;
        }

        try
        {
            var beat = entry.Stored;
            _board.Show(beat);
            if (entry.Record.Tls is { } tls)
            {
                _board.SetTls(beat.MonitorId, tls.Json);
            }

            _feed.Publish(new BeatNotice(beat, entry.Record.Owner, entry.Record.FromPush));
        }
        catch (Exception e)
        {
            // A listener's bug must not stop the storing of beats.
            Log.ListenerFailed(_logger, e);
        }

        entry.Complete();
    }

    private void Refuse(List<BeatEntry> batch)
    {
        Log.LostAtStop(_logger, batch.Count);
        foreach (var entry in batch)
        {
            entry.Fail(new BeatLogFullException("Kuma stopped before the heartbeat could be stored."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "The database cannot be written; heartbeats wait until it can")]
        public static partial void NotWritable(ILogger logger, Exception exception);

        [LoggerMessage(2002, LogLevel.Information, "The database can be written again; {Waiting} heartbeats are waiting")]
        public static partial void Writable(ILogger logger, int waiting);

        [LoggerMessage(2003, LogLevel.Error, "The database refused a batch of {Count} heartbeats; they are written one by one")]
        public static partial void BatchRefused(ILogger logger, Exception exception, int count);

        [LoggerMessage(2004, LogLevel.Error, "The database refused a heartbeat of monitor {MonitorId}; it is dropped")]
        public static partial void BeatRefused(ILogger logger, Exception exception, int monitorId);

        [LoggerMessage(2005, LogLevel.Error, "Kuma stops while the database is away: {Count} heartbeats are lost")]
        public static partial void LostAtStop(ILogger logger, int count);

        [LoggerMessage(2007, LogLevel.Error, "A batch of {Count} heartbeats could not be dealt with")]
        public static partial void BatchFailed(ILogger logger, Exception exception, int count);

        [LoggerMessage(2006, LogLevel.Error, "A listener of the beat feed failed")]
        public static partial void ListenerFailed(ILogger logger, Exception exception);
    }
}
