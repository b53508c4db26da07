using Dapper;
using Kuma.Application.Common;
using Kuma.Application.Proxies;
using Kuma.Domain.Common;
using Kuma.Infrastructure.Proxies;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Proxies;

public sealed class ProxyDirectoryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;

    private TestDatabase Database => _database ?? throw new InvalidOperationException("The test is not initialised.");

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        await using var connection = await Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into users (id, username, password) values (1, 'alice', 'x')");
    }

    [Fact]
    public async Task Checks_see_a_proxy_and_its_changes_without_a_query_each_time()
    {
        var repository = new ProxyRepository(Database.DataSource);
        var directory = new ProxyDirectory(repository);
        var proxy = new Proxy(
            new ProxyId(0), new UserId(1), "http", "proxy.example", 3128, Auth: true, "user", "secret", Active: true, IsDefault: false, CreatedDate: "");
        var id = (await repository.SaveAsync(proxy, CancellationToken.None)).ShouldNotBeNull();

        var first = await directory.FindAsync(id, CancellationToken.None);
        var again = await directory.FindAsync(id, CancellationToken.None);
        await repository.SaveAsync(first! with { Host = "other.example" }, CancellationToken.None);
        await directory.OnAsync(new OwnedListChanged(new UserId(1), OwnedList.Proxies), CancellationToken.None);
        var changed = await directory.FindAsync(id, CancellationToken.None);

        first.ShouldBe(proxy with { Id = id, CreatedDate = first!.CreatedDate });
        again.ShouldBeSameAs(first);
        changed.ShouldNotBeNull().Host.ShouldBe("other.example");
        (await directory.FindAsync(new ProxyId(id.Value + 1), CancellationToken.None)).ShouldBeNull();
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
