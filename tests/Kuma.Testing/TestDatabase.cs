using Npgsql;

namespace Kuma.Testing;

/// <summary>A database of one test or test class.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    internal TestDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        DataSource = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
