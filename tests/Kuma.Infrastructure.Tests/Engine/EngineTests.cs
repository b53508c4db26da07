using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Engine;

/// <summary>Tests that have an <see cref="EngineRig"/> on a database of their own.</summary>
public abstract class EngineTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private protected EngineRig Rig { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        Rig = await EngineRig.StartAsync(_database.DataSource);
    }

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
