using System.Diagnostics;
using Kuma.Domain.Monitors;
using Kuma.Infrastructure.Checkers.Sql;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;
using MySqlConnector;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class SqlCheckerTests(SqlCheckerTests.MariaDb server) : IClassFixture<SqlCheckerTests.MariaDb>
{
    private static readonly SqlCheck Check = new(TimeProvider.System);
    private static readonly MySqlChecker Checker = new(Check);

    [Theory]
    [InlineData(null, "Rows: 1")]
    [InlineData("select 1 union select 2", "Rows: 2")]
    [InlineData("set @a = 1", "No Error, but the result is not an array. Type: object")]
    public async Task A_query_that_runs_is_up(string? query, string message)
    {
        server.SkipUnlessRunning();

        var outcome = await Checker.CheckAsync(s => server.Address(s) with { DatabaseQuery = query });

        outcome.Message.ShouldBe(message);
        outcome.Ping.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("select 'alive'", "Query did meet specified conditions", null)]
    [InlineData("select 'dead'", null, "Query result did not meet the specified conditions (dead)")]
    [InlineData("select 1 where false", null, "Database connection/query failed: Query returned no results")]
    [InlineData("select 1 union select 2", null, "Database connection/query failed: Multiple values were found, expected only one value")]
    [InlineData("select 1, 2", null, "Database connection/query failed: Multiple columns were found, expected only one value")]
    public async Task Conditions_look_at_the_single_value(string query, string? up, string? down)
    {
        server.SkipUnlessRunning();
        const string Conditions = """[{"type":"expression","variable":"result","operator":"equals","value":"alive","andOr":"and"}]""";
        MonitorSettings Asked(MonitorSettings s) => server.Address(s) with { DatabaseQuery = query, Conditions = Conditions };

        if (up is not null)
        {
            (await Checker.CheckAsync(Asked)).Message.ShouldBe(up);
        }
        else
        {
            var failure = await Checker.RefusalAsync(Asked);
            failure.Message.ShouldBe(down);
            failure.Ping.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task The_password_field_wins_and_a_wrong_one_is_told()
    {
        server.SkipUnlessRunning();

        (await Checker.CheckAsync(s => server.Address(s, "wrong") with { RadiusPassword = MariaDb.Password })).Message.ShouldBe("Rows: 1");
        (await Checker.FailureAsync(s => server.Address(s, "wrong"))).ShouldStartWith("Database connection/query failed: Access denied for user 'kuma'");
    }

    [Fact]
    public async Task A_slow_query_ends_with_the_timeout()
    {
        server.SkipUnlessRunning();

        (await Checker.FailureAsync(s => server.Address(s) with { DatabaseQuery = "select sleep(60)", Timeout = 0.5 }))
            .ShouldBe("Database connection/query failed: Query timed out");
    }

    [Fact]
    public async Task MySQL_silence_garbage_and_bad_addresses_are_told()
    {
        await using var silent = TcpTarget.Silent();
        await using var garbage = TcpTarget.Garbage();

        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "mysql://u:p@127.0.0.1:1/db" })).ShouldBe(
            "Database connection/query failed: Unable to connect to any of the specified MySQL hosts.");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"mysql://u:p@127.0.0.1:{silent.Port}/db", Timeout = 0.5 })).ShouldBe(
            "Database connection/query failed: Query timed out");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"mysql://u:p@127.0.0.1:{garbage.Port}/db", Timeout = 3 })).ShouldStartWith(
            "Database connection/query failed: ");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "mysql://u:p@-no.such.host.invalid/db" })).ShouldMatch(
            "^Database connection/query failed: getaddrinfo E(NOTFOUND|AI_AGAIN) -no.such.host.invalid$");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "nonsense" })).ShouldStartWith(
            "Database connection/query failed: Invalid connection string");
    }

    [Fact]
    public async Task SQL_Server_silence_garbage_and_bad_addresses_are_told()
    {
        var checker = new SqlServerChecker(Check);
        await using var silent = TcpTarget.Silent();
        await using var garbage = TcpTarget.Garbage();

        (await checker.FailureAsync(s => s with { DatabaseConnectionString = "Server=127.0.0.1,1;User Id=u;Password=p;Connection Timeout=3" })).ShouldStartWith(
            "Database connection/query failed: ");
        (await checker.FailureAsync(s => s with
        {
            DatabaseConnectionString = $"Server=127.0.0.1,{silent.Port};User Id=u;Password=p;Connection Timeout=1;Encrypt=false", Timeout = 2,
        })).ShouldStartWith("Database connection/query failed: ");
        (await checker.FailureAsync(s => s with
        {
            DatabaseConnectionString = $"Server=127.0.0.1,{garbage.Port};User Id=u;Password=p;Connection Timeout=2;Encrypt=false", Timeout = 3,
        })).ShouldStartWith("Database connection/query failed: ");
        (await checker.FailureAsync(s => s with { DatabaseConnectionString = "Secret=hush" })).ShouldNotContain("hush");
    }

    [Fact]
    public async Task Oracle_wants_its_driver_in_a_folder()
    {
        var folder = Directory.CreateTempSubdirectory("kuma-drivers").FullName;
        try
        {
            var missing = new OracleChecker(Check, new OracleDriver(folder));
            (await missing.FailureAsync(s => s)).ShouldBe(
                $"Oracle checks need Oracle's driver: put Oracle.ManagedDataAccess.dll (package Oracle.ManagedDataAccess.Core) into {folder}");

            await File.WriteAllTextAsync(Path.Combine(folder, "Oracle.ManagedDataAccess.dll"), "no assembly", TestContext.Current.CancellationToken);
            (await missing.FailureAsync(s => s)).ShouldStartWith("Oracle's driver ");

            // Another driver stands in for Oracle's, which cannot be had here: found, loaded, asked, and its failure told.
            File.Copy(typeof(MySqlConnection).Assembly.Location, Path.Combine(folder, "MySqlConnector.dll"));
            var present = new OracleChecker(Check, new OracleDriver(folder, "MySqlConnector.dll", "MySqlConnector.MySqlConnectorFactory"));
            (await present.FailureAsync(s => s with { DatabaseConnectionString = "127.0.0.1", BasicAuthUser = "u", BasicAuthPass = "p" })).ShouldStartWith(
                "Database connection/query failed: ");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A MariaDB server of this machine on a socket port, started once for these tests.</summary>
    public sealed class MariaDb : IAsyncLifetime
    {
        public const string Password = "p@ss";

        private const string Program = "/usr/sbin/mariadbd";

        private readonly string _folder = Path.Combine(Path.GetTempPath(), $"kuma-mariadb-{Guid.NewGuid():n}");
        private readonly int _port = TcpTarget.ClosedPort();
        private Process? _process;

        public void SkipUnlessRunning() =>
            Assert.SkipWhen(_process is null, "There is no MariaDB on this machine: ./build/setup --tests installs it.");

        public MonitorSettings Address(MonitorSettings settings, string password = Password) => settings with
        {
            DatabaseConnectionString = $"mysql://kuma:{Uri.EscapeDataString(password)}@127.0.0.1:{_port}/mysql",
        };

        public async ValueTask InitializeAsync()
        {
            if (!File.Exists(Program))
            {
                return;
            }

            Directory.CreateDirectory(_folder);
            using var install = Start("/usr/bin/mariadb-install-db", $"--datadir={_folder}", "--auth-root-authentication-method=normal", "--skip-test-db");
            await install.WaitForExitAsync();
            var init = Path.Combine(_folder, "init.sql");
            await File.WriteAllTextAsync(init, $"create user 'kuma'@'%' identified by '{Password}';\ngrant all on *.* to 'kuma'@'%';\n");
            _process = Start(
                Program, "--no-defaults", $"--datadir={_folder}", $"--port={_port}", "--bind-address=127.0.0.1", $"--socket={_folder}/s.sock",
                $"--pid-file={_folder}/pid", $"--init-file={init}", "--user=root", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0");
            var address = new MySqlConnectionStringBuilder { Server = "127.0.0.1", Port = (uint)_port, UserID = "kuma", Password = Password, Pooling = false };
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        await using var connection = new MySqlConnection(address.ConnectionString);
                        await connection.OpenAsync();
                        return true;
                    }
                    catch (MySqlException)
                    {
                        return false;
                    }
                },
                "MariaDB answers",
                TimeSpan.FromSeconds(60));
        }

        public async ValueTask DisposeAsync()
        {
            if (_process is not null)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
                _process.Dispose();
                Directory.Delete(_folder, recursive: true);
            }
        }

        private static Process Start(string program, params string[] arguments)
        {
            var process = Process.Start(
                new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process;
        }
    }
}
