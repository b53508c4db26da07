using Npgsql;

namespace Kuma.Infrastructure.Heartbeats;

/// <summary>
/// Row ids taken from the sequence in blocks. A beat knows its id before it is written: after a connection broke in mid-commit the table
/// itself says whether the batch is in it.
/// </summary>
internal sealed class HeartbeatIds
{
    private const int Block = 4096;

    private readonly Queue<long> _free = new(Block);

    /// <summary>Makes sure that <paramref name="count"/> ids can be taken.</summary>
    public async Task ReserveAsync(NpgsqlConnection connection, int count, CancellationToken cancellationToken)
    {
        while (_free.Count < count)
        {
            await using var command = new NpgsqlCommand(
                "select nextval(pg_get_serial_sequence('heartbeat', 'id')) from generate_series(1, $1)", connection);
            command.Parameters.Add(new() { Value = Block });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                _free.Enqueue(reader.GetInt64(0));
            }
        }
    }

    public long Take() => _free.Dequeue();
}
