using Kuma.Infrastructure.Checkers.Postgres;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class PostgresCheckerTests(PostgresFixture postgres)
{
    private static readonly PostgresChecker Checker = new(TimeProvider.System);

    [Fact]
    public async Task A_server_that_runs_the_query_is_up_and_keeps_no_connection()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();

        var outcome = await Checker.CheckAsync(s => s with { DatabaseConnectionString = database.ConnectionString, DatabaseQuery = "select 1; select 2" });

        outcome.Message.ShouldBe("");
        outcome.Ping.ShouldNotBeNull();
        await using var command = database.DataSource.CreateCommand(
            "select count(*) from pg_stat_activity where application_name = 'Kuma' and datname = current_database() and pid <> pg_backend_pid()");
        await Eventually.TrueAsync(
            async () => (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == 0, "the check's connection is closed");
    }

    [Theory]
    [InlineData("selec 1", "syntax error at or near \"selec\"")]
    [InlineData("select 1; select 1/0", "division by zero")]
    public async Task A_query_that_fails_is_told_in_the_servers_words(string query, string message)
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();

        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = database.ConnectionString, DatabaseQuery = query })).ShouldBe(message);
    }

    [Fact]
    public async Task A_slow_query_ends_with_the_timeout()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync();

        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = database.ConnectionString, DatabaseQuery = "select pg_sleep(60)", Timeout = 0.5 }))
            .ShouldBe("Query read timeout");
    }

    [Fact]
    public async Task No_server_garbage_and_a_bad_address_are_told()
    {
        await using var garbage = TcpTarget.Garbage();
        await using var silent = TcpTarget.Silent();

        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "postgres://u:p@127.0.0.1:1/db" })).ShouldBe("connect ECONNREFUSED 127.0.0.1:1");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "postgres://u:p@-no.such.host.invalid/db" })).ShouldMatch(
            "^getaddrinfo E(NOTFOUND|AI_AGAIN) -no.such.host.invalid$");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "postgres://u@127.0.0.1:1/db" })).ShouldBe("Password is undefined.");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "nonsense" })).ShouldStartWith("Invalid connection string");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"postgres://u:p@127.0.0.1:{garbage.Port}/db?ssl=false", Timeout = 2 })).ShouldNotBeEmpty();
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"postgres://u:p@127.0.0.1:{silent.Port}/db", Timeout = 0.5 }))
            .ShouldBe("Query read timeout");
    }
}
