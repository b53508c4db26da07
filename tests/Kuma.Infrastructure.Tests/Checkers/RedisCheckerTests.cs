using System.Diagnostics;
using System.Text;
using Kuma.Infrastructure.Checkers.Redis;
using Kuma.Infrastructure.Tests.Checkers.Targets;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class RedisCheckerTests
{
    private static readonly RedisChecker Checker = new(TimeProvider.System);

    [Fact]
    public async Task A_real_server_is_up_with_the_password_and_down_without()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/redis-server"), "There is no redis-server on this machine: ./build/setup --tests installs it.");
        var port = TcpTarget.ClosedPort();
        using var server = Process.Start(new ProcessStartInfo(
            "/usr/bin/redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--requirepass", "s@cret", "--databases", "2"])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        })!;
        try
        {
            await Eventually.TrueAsync(async () => await IsOpenAsync(port), "the server listens");

            (await Checker.CheckAsync(s => s with { DatabaseConnectionString = $"redis://:s%40cret@127.0.0.1:{port}/1" })).Message.ShouldBe("PONG");
            (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"redis://127.0.0.1:{port}" })).ShouldBe("NOAUTH Authentication required.");
            (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"redis://default:no@127.0.0.1:{port}" })).ShouldStartWith("WRONGPASS");
            (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"redis://:s%40cret@127.0.0.1:{port}/9" })).ShouldBe("ERR DB index is out of range");
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_connection_is_closed_after_the_pong()
    {
        await using var server = TcpTarget.Serving(async (stream, token) =>
        {
            var request = new byte[100];
            var length = await stream.ReadAsync(request, token);
            await stream.WriteAsync(Encoding.ASCII.GetString(request, 0, length) == "*1\r\n$4\r\nPING\r\n" ? "+PONG\r\n"u8.ToArray() : "-ERR what\r\n"u8.ToArray(), token);
        });

        var outcome = await Checker.CheckAsync(s => s with { DatabaseConnectionString = $"redis://127.0.0.1:{server.Port}" });

        outcome.Message.ShouldBe("PONG");
        await Eventually.TrueAsync(() => server.Open == 0, "the connection is closed");
    }

    [Fact]
    public async Task No_server_silence_garbage_and_bad_addresses_are_told()
    {
        await using var silent = TcpTarget.Silent();
        await using var garbage = TcpTarget.Garbage();

        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "redis://127.0.0.1:1" })).ShouldBe("connect ECONNREFUSED 127.0.0.1:1");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"redis://127.0.0.1:{silent.Port}", Timeout = 0.4 })).ShouldBe("Socket timeout");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"redis://127.0.0.1:{garbage.Port}" })).ShouldStartWith("Protocol error");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = $"rediss://127.0.0.1:{garbage.Port}" })).ShouldNotBeEmpty();
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "http://127.0.0.1" })).ShouldBe("Invalid URL: use redis://user:password@host:port");
        (await Checker.FailureAsync(s => s with { DatabaseConnectionString = "redis://127.0.0.1/one" })).ShouldBe("Invalid pathname: the database is a number");
        await Checker.ShouldEndWithTheTokenAsync(s => s with { DatabaseConnectionString = $"redis://127.0.0.1:{silent.Port}" });
    }

    private static async Task<bool> IsOpenAsync(int port)
    {
        try
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
