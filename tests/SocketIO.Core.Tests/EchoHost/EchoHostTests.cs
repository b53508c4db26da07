using System.Diagnostics;
using System.Reflection;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.EchoHost;

/// <summary>The echo host as a process, with each of its flags.</summary>
public sealed class EchoHostTests
{
    [Fact]
    public async Task The_defaults_are_those_of_the_protocol_test_suites_with_CORS_open()
    {
        await using var host = await EchoProcess.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/socket.io/?EIO=4&transport=polling");
        request.Headers.Add("Origin", "https://a.example");

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldEndWith("\"upgrades\":[\"websocket\"],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}");
    }

    [Fact]
    public async Task Every_flag_is_heard()
    {
        await using var host = await EchoProcess.StartAsync(
            "--path", "/chat/io", "--ping-interval", "1500", "--ping-timeout", "5000", "--connect-timeout", "1200", "--max-payload", "5000", "--deflate", "--no-cors");
        using var http = new HttpClient { BaseAddress = host.Address };
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/chat/io/?EIO=4&transport=polling");
        preflight.Headers.Add("Origin", "https://a.example");

        using var answer = await http.SendAsync(preflight, TestContext.Current.CancellationToken);
        await using var wire = await WebSocketWire.ConnectAsync(
            host.Address, "/chat/io/?EIO=4&transport=websocket", "Sec-WebSocket-Extensions: permessage-deflate");
        var open = await wire.NextAsync();
        await wire.JoinAsync();
        await using var silent = await WebSocketWire.ConnectAsync(host.Address, "/chat/io?EIO=4&transport=websocket");
        using var elsewhere = await http.GetAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(400);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        wire.Response.ShouldContain("permessage-deflate");
        open.ShouldNotBeNull().ShouldEndWith("\"pingInterval\":1500,\"pingTimeout\":5000,\"maxPayload\":5000}");
        ((int)elsewhere.StatusCode).ShouldBe(404);
        (await wire.NextAsync(keepPings: true)).ShouldBe("2");
        await silent.ShouldCloseAsync();
        await wire.SendAsync($"42[\"message\",\"{new string('x', 5000)}\"]");
        (await wire.CloseCodeAsync()).ShouldBe(1009);
    }

    [Theory]
    [InlineData("polling", "/")]
    [InlineData("websocket", "/")]
    [InlineData("polling", "/custom")]
    [InlineData("websocket", "/custom")]
    public async Task Every_event_of_the_table_is_answered(string transport, string nsp)
    {
        await using var server = await TestServer.StartAsync();
        var prefix = nsp == "/" ? string.Empty : nsp + ",";
        await using var wire = await server.JoinAsync(transport, nsp, "{\"a\":1}");

        await wire.SendAsync($"42{prefix}[\"message\"]");
        (await wire.NextAsync()).ShouldBe($"42{prefix}[\"message-back\"]");
        await wire.SendAsync($"42{prefix}1[\"message-with-ack\",1,{{\"b\":[]}}]");
        (await wire.NextAsync()).ShouldBe($"43{prefix}1[1,{{\"b\":[]}}]");
        await wire.SendAsync($"42{prefix}[\"burst\",3]");
        (await wire.NextAsync()).ShouldBe($"42{prefix}[\"burst-item\",0]");
        (await wire.NextAsync()).ShouldBe($"42{prefix}[\"burst-item\",1]");
        (await wire.NextAsync()).ShouldBe($"42{prefix}[\"burst-item\",2]");
        await wire.SendAsync($"42{prefix}[\"burst\",0]", $"42{prefix}[\"burst\",-1]", $"42{prefix}[\"burst\",\"x\"]", $"42{prefix}[\"unknown\"]");
        await wire.SendAsync($"42{prefix}[\"ask-me\",1,\"x\"]");
        var question = (await wire.NextAsync())!;
        question.ShouldEndWith("[\"question\",1,\"x\"]");
        await wire.SendAsync($"43{prefix}{question[(2 + prefix.Length)..question.IndexOf('[')]}[\"y\",2]");
        (await wire.NextAsync()).ShouldBe($"42{prefix}[\"answer\",\"y\",2]");
        await wire.SendAsync($"42{prefix}[\"kick\",\"true\"]");
        (await wire.NextAsync()).ShouldBe($"41{prefix}");
        await wire.JoinAsync(nsp);
        await wire.SendAsync($"42{prefix}[\"kick\",true]");
        (await wire.NextAsync()).ShouldBe($"41{prefix}");
        (await wire.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_burst_has_an_upper_end()
    {
        await using var server = await TestServer.StartAsync();
        await using var wire = await server.JoinAsync("websocket");

        await wire.SendAsync("42[\"burst\",20000]", "42[\"message\",\"end\"]");

        for (var i = 0; i < 10_000; i++)
        {
            (await wire.NextAsync()).ShouldBe($"42[\"burst-item\",{i}]");
        }

        (await wire.NextAsync()).ShouldBe("42[\"message-back\",\"end\"]");
    }

    [Fact]
    public async Task Nesting_a_hundred_thousand_levels_deep_does_not_end_the_process()
    {
        await using var host = await EchoProcess.StartAsync("--ping-interval", "25000");
        await using var other = await WebSocketWire.ConnectAsync(host.Address, "/socket.io/?EIO=4&transport=websocket");
        await other.NextAsync();
        await other.JoinAsync();
        foreach (var name in new[] { "message", "message-with-ack", "ask-me" })
        {
            await using var wire = await WebSocketWire.ConnectAsync(host.Address, "/socket.io/?EIO=4&transport=websocket");
            await wire.NextAsync();
            await wire.JoinAsync();

            await wire.SendAsync($"421[\"{name}\",{new string('[', 100_000)}{new string(']', 100_000)}]");

            await wire.ShouldCloseAsync();
            await other.ShouldEchoAsync();
        }
    }

    private sealed class EchoProcess : IAsyncDisposable
    {
        private readonly Process _process;

        private EchoProcess(Process process, Uri address)
        {
            _process = process;
            Address = address;
        }

        public Uri Address { get; }

        public static async Task<EchoProcess> StartAsync(params string[] arguments)
        {
            var dll = typeof(EchoHostTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "EchoHost").Value!;
            var process = Process.Start(new ProcessStartInfo("dotnet", [dll, "--port", "0", .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The host did not start.");
            return new EchoProcess(process, new Uri(line["listening on ".Length..]));
        }

        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
