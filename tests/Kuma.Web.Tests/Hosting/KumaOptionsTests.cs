using Kuma.Application.Common;
using Kuma.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Kuma.Web.Tests.Hosting;

public sealed class KumaOptionsTests
{
    [Fact]
    public void Without_settings_it_listens_on_3001_and_keeps_its_data_beside_itself_on_its_own_database()
    {
        var options = Read();

        options.Port.ShouldBe(3001);
        options.Host.ShouldBeNull();
        options.DataFolder.ShouldBe(Path.GetFullPath("./data"));
        options.Database.ConnectionString.ShouldBeNull();
        options.Database.MaxConnections.ShouldBe(20);
    }

    [Theory]
    [InlineData("--port=1", "2", "3", 1)]
    [InlineData("", "2", "3", 2)]
    [InlineData("", null, "3", 3)]
    [InlineData("", "tcp://10.0.0.1:80", "3", 3)]
    [InlineData("", "2", "tcp://10.0.0.1:80", 2)]
    [InlineData("", "tcp://10.0.0.1:80", "tcp://10.0.0.1:80", 3001)]
    public void The_port_is_the_flag_then_the_long_then_the_short_variable(string flag, string? @long, string? @short, int port) =>
        Read([flag], ("UPTIME_KUMA_PORT", @long), ("PORT", @short)).Port.ShouldBe(port);

    [Fact]
    public void The_host_is_the_flag_then_the_long_then_the_short_variable()
    {
        Read(["--host", "127.0.0.3"], ("UPTIME_KUMA_HOST", "127.0.0.2"), ("HOST", "127.0.0.1")).Host.ShouldBe("127.0.0.3");
        Read([], ("UPTIME_KUMA_HOST", "127.0.0.2"), ("HOST", "127.0.0.1")).Host.ShouldBe("127.0.0.2");
        Read([], ("HOST", "127.0.0.1")).Host.ShouldBe("127.0.0.1");
    }

    [Fact]
    public void A_switch_needs_no_value()
    {
        var options = Read(["--disable-frame-sameorigin", "--port", "7"]);

        options.DisableFrameSameOrigin.ShouldBeTrue();
        options.Port.ShouldBe(7);
    }

    [Fact]
    public void The_data_folder_s_variable_wins_over_its_flag()
    {
        Read(["--data-dir=/flag"]).DataFolder.ShouldBe("/flag");
        Read(["--data-dir=/flag"], ("DATA_DIR", "/variable")).DataFolder.ShouldBe("/variable");
    }

    [Fact]
    public void The_original_s_database_variables_name_a_PostgreSQL()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, " secret \n");

        var address = Read(
            [],
            ("UPTIME_KUMA_DB_TYPE", "postgres"), ("UPTIME_KUMA_DB_HOSTNAME", "db"), ("UPTIME_KUMA_DB_PORT", "5433"),
            ("UPTIME_KUMA_DB_NAME", "uptime"), ("UPTIME_KUMA_DB_USERNAME", "me"), ("UPTIME_KUMA_DB_PASSWORD_FILE", file),
            ("UPTIME_KUMA_DB_SSL", "true"), ("UPTIME_KUMA_DB_POOL_MAX_CONNECTIONS", "400"));
        File.Delete(file);

        address.Database.ConnectionString.ShouldBe("Host=db;Port=5433;Database=uptime;Username=me;Password=secret;SSL Mode=Require");
        address.Database.MaxConnections.ShouldBe(100);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public void A_bad_pool_size_is_the_default(string size) =>
        Read([], ("UPTIME_KUMA_DB_POOL_MAX_CONNECTIONS", size)).Database.MaxConnections.ShouldBe(20);

    [Fact]
    public void A_password_and_a_password_file_together_stop_the_start() =>
        Should.Throw<StartupException>(() => Read(
                [], ("UPTIME_KUMA_DB_HOSTNAME", "db"), ("UPTIME_KUMA_DB_PASSWORD", "a"), ("UPTIME_KUMA_DB_PASSWORD_FILE", "/b")))
            .Message.ShouldContain("UPTIME_KUMA_DB_PASSWORD_FILE");

    [Fact]
    public void A_connection_string_wins_over_its_parts() =>
        Read([], ("KUMA_DATABASE", "postgres://a@b/c"), ("UPTIME_KUMA_DB_HOSTNAME", "db")).Database.ConnectionString.ShouldBe("postgres://a@b/c");

    [Fact]
    public void An_env_file_is_read_line_by_line()
    {
        var values = DotEnv.Parse(["# a comment", "", "A=1", "export B = two words ", "C=\"quoted\"", "D='x=y'", "nonsense", "E="]);

        values.ShouldBe(
            new Dictionary<string, string?> { ["A"] = "1", ["B"] = "two words", ["C"] = "quoted", ["D"] = "x=y", ["E"] = "" }, ignoreOrder: true);
    }

    private static KumaOptions Read(string[]? args = null, params (string Name, string? Value)[] variables) =>
        KumaOptions.Read(
            [.. (args ?? []).Where(arg => arg.Length > 0)],
            new ConfigurationBuilder().AddInMemoryCollection(variables.Select(v => KeyValuePair.Create(v.Name, v.Value))).Build());
}
