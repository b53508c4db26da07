using Dapper;
using Kuma.Application.Common;
using Kuma.Infrastructure.Persistence;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Persistence;

public sealed class MigratorTests(PostgresFixture postgres)
{
    [Fact]
    public async Task An_empty_database_gets_the_whole_schema()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();

        await Migrator.RunAsync(database.DataSource, CancellationToken.None);

        await using var connection = await database.DataSource.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<int>("select count(*) from schema_version")).ShouldBeGreaterThan(0);
        (await connection.ExecuteScalarAsync<int>("select count(*) from monitor")).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        var before = await connection.QueryAsync<(int, DateTime)>("select number, applied from schema_version order by number");

        await Migrator.RunAsync(database.DataSource, CancellationToken.None);

        (await connection.QueryAsync<(int, DateTime)>("select number, applied from schema_version order by number")).ShouldBe(before);
    }

    [Fact]
    public async Task Programs_that_start_together_migrate_once()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.RunAsync(database.DataSource, CancellationToken.None)));

        await using var connection = await database.DataSource.OpenConnectionAsync();
        (await connection.QueryAsync<int>("select number from schema_version order by number"))
            .ShouldBe(Enumerable.Range(1, await connection.ExecuteScalarAsync<int>("select max(number) from schema_version")));
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused_and_left_alone()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into schema_version (number, name) values (9999, 'from-the-future')");

        var refusal = await Should.ThrowAsync<StartupException>(() => Migrator.RunAsync(database.DataSource, CancellationToken.None));

        refusal.Message.ShouldContain("9999");
        (await connection.ExecuteScalarAsync<int>("select max(number) from schema_version")).ShouldBe(9999);
    }
}
