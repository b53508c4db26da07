using Kuma.Application.Monitoring;
using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>Writes batches over one connection that stays open. After a failure the next attempt looks first whether the batch is there already.</summary>
internal sealed class BeatWriter(NpgsqlDataSource database, LiveBoard board, IBeatMessages messages) : IAsyncDisposable
{
    private readonly HeartbeatIds _ids = new();
    private NpgsqlConnection? _connection;
    private bool _outcomeUnknown;

    /// <summary>Says that an attempt failed: its connection is not used again, and its batch may or may not have been committed.</summary>
    public void Distrust() => _outcomeUnknown = true;

    public async Task<IReadOnlyCollection<long>> WriteAsync(IReadOnlyList<BeatEntry> batch, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken);
        try
        {
            if (_outcomeUnknown && batch[0].IsPrepared)
            {
                var found = await BeatBatch.FindAsync(connection, batch, cancellationToken);
                if (found.Count > 0)
                {
                    _outcomeUnknown = false;
                    return found;
                }
            }

            await PrepareAsync(connection, batch, cancellationToken);
            var stored = await BeatBatch.WriteAsync(connection, batch, messages, cancellationToken);
            _outcomeUnknown = false;
            return stored;
        }
        catch
        {
            await DropAsync();
            throw;
        }
    }

    public async Task DoAsync(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(cancellationToken);
        try
        {
            await work(connection, cancellationToken);
        }
        catch
        {
            await DropAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await DropAsync();

    private async Task PrepareAsync(NpgsqlConnection connection, IReadOnlyList<BeatEntry> batch, CancellationToken cancellationToken)
    {
        if (batch[^1].IsPrepared)
        {
            return;
        }

        await _ids.ReserveAsync(connection, batch.Count, cancellationToken);
        foreach (var entry in batch)
        {
            entry.Prepare(_ids.Take(), board.Count(entry.Record.Beat));
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) =>
        _connection ??= await database.OpenConnectionAsync(cancellationToken);

    private async Task DropAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
