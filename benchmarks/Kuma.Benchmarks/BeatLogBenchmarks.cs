using BenchmarkDotNet.Attributes;
using Dapper;
using Kuma.Application.Monitoring;
using Kuma.Infrastructure.EmbeddedPostgres;
using Kuma.Infrastructure.Engine;
using Kuma.Infrastructure.Heartbeats;
using Kuma.Infrastructure.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Benchmarks;

/// <summary>Beats into a real PostgreSQL, which waits for the disk: as many at once as stand in a batch.</summary>
[MemoryDiagnoser]
public class BeatLogBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kuma-benchmark-").FullName;
    private readonly EngineMetrics _metrics = new();
    private EmbeddedPostgresServer _server = null!;
    private NpgsqlDataSource _database = null!;
    private BeatLog _log = null!;
    private Monitor[] _monitors = [];
    private int _number;

    [Params(1, 100, 1000)]
    public int Beats { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        _server = await EmbeddedPostgresServer.StartAsync(_folder, [], CancellationToken.None);
        _database = NpgsqlDataSource.Create(_server.ConnectionString);
        await Migrator.RunAsync(_database, CancellationToken.None);
        await new HeartbeatPartitions(_database, new FakeTimeProvider(Samples.Start)).EnsureAsync(CancellationToken.None);
        await using var connection = await _database.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into monitor (name, type) select 'm' || n, 'http' from generate_series(1, 1000) n");
        _monitors = [.. Enumerable.Range(1, 1000).Select(id => Samples.Monitor(id))];
        var board = new LiveBoard(TimeProvider.System, new Samples.Calendar());
        _log = new BeatLog(
            _database, board, new Feed(), new NoMessages(), new BeatLogOptions(), _metrics, TimeProvider.System, NullLogger<BeatLog>.Instance);
        _log.Start();
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _log.DisposeAsync();
        await _database.DisposeAsync();
        await _server.StopAsync(CancellationToken.None);
        _metrics.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Description = "write and commit")]
    public Task WriteAsync()
    {
        _number++;
        var written = new Task[Beats];
        for (var i = 0; i < Beats; i++)
        {
            var record = new BeatRecord { Beat = Samples.Beat(i + 1, _number), Monitor = _monitors[i] };
            written[i] = _log.WriteAsync(record, CancellationToken.None);
        }

        return Task.WhenAll(written);
    }

    private sealed class Feed : IBeatFeed
    {
        public IDisposable Subscribe(Action<BeatNotice> listener) => throw new NotSupportedException("Nobody listens in a benchmark.");

        public void Publish(in BeatNotice notice)
        {
        }
    }

    private sealed class NoMessages : IBeatMessages
    {
        public ValueTask<IReadOnlyList<BeatMessage>> OfAsync(IReadOnlyList<BeatRecord> records, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Nobody is told in a benchmark.");
    }
}
