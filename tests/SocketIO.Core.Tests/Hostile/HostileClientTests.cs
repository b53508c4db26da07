using System.Net.Sockets;
using System.Text;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Hostile;

/// <summary>Clients that mean harm. Each test has a bystander whose echo must come back while and after it goes on.</summary>
public sealed class HostileClientTests
{
    [Fact]
    public async Task Frames_that_break_off_leave_nothing_behind()
    {
        await using var scene = await Scene.OpenAsync();
        byte[] frame = WebSocketWire.MakeFrame(0x81, Encoding.UTF8.GetBytes($"42[\"message\",\"{new string('x', 500)}\"]"));

        for (var length = 1; length < frame.Length; length += 23)
        {
            await using var wire = await scene.Server.JoinAsync("websocket");
            await ((WebSocketWire)wire).SendBytesAsync(frame.AsMemory(0, length));
        }

        await scene.ShouldBeAloneAsync();
    }

    [Fact]
    public async Task Lengths_that_are_only_claimed_reserve_no_memory()
    {
        await using var scene = await Scene.OpenAsync();
        var before = GC.GetTotalAllocatedBytes();
        var wires = new List<IWire>();

        for (var i = 0; i < 200; i++)
        {
            var wire = (WebSocketWire)await scene.Server.JoinAsync("websocket");
            await wire.SendBytesAsync(WebSocketWire.MakeFrame(0x81, "42["u8, claimedLength: 1_000_000));
            wires.Add(wire);
        }

        await scene.Bystander.ShouldEchoAsync();
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(150_000_000, "200 claims of 1 MB");
        await scene.HangUpAsync(wires);
    }

    [Theory]
    [InlineData("451-[\"message\"]", "42[\"message\"]")]
    [InlineData("451-[\"message\"]", "451-[\"message\"]")]
    [InlineData("451-[\"message\"]", "41")]
    [InlineData("42[\"message\"]", "bAQID", "bAQID")]
    [InlineData("bAQID")]
    [InlineData("451-[\"message\",{\"_placeholder\":true,\"num\":7}]")]
    [InlineData("4511-[\"message\"]")]
    [InlineData("4599999999999999999999-[\"message\"]")]
    [InlineData("45-1-[\"message\"]")]
    public async Task Wrong_counts_of_attachments_end_the_connection(params string[] packets)
    {
        await using var scene = await Scene.OpenAsync();
        foreach (var transport in new[] { "polling", "websocket" })
        {
            await using var wire = await scene.Server.JoinAsync(transport);

            await wire.SendAsync(packets);

            await wire.ShouldCloseAsync();
        }

        await scene.ShouldBeAloneAsync();
    }

    [Fact]
    public async Task Attachments_that_add_up_to_too_much_end_the_connection()
    {
        await using var scene = await Scene.OpenAsync(options => options.MaxAttachmentBytes = 2_000_000);
        await using var wire = (WebSocketWire)await scene.Server.JoinAsync("websocket");

        await wire.SendAsync("4510-[\"message\"]");
        for (var i = 0; i < 3; i++)
        {
            await wire.SendFrameAsync(0x82, new byte[900_000]);
        }

        await wire.ShouldCloseAsync();
        await scene.ShouldBeAloneAsync();
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public async Task Nesting_without_end_ends_the_connection(char open, char close)
    {
        await using var scene = await Scene.OpenAsync();
        var unit = open == '{' ? "{\"a\":" : "[";
        foreach (var depth in new[] { 2_000, 100_000, 190_000 })
        {
            await using var wire = await scene.Server.JoinAsync("websocket");

            var deep = new StringBuilder().Insert(0, unit, depth).Append('1').Append(close, depth);
            await wire.SendAsync($"42[\"message\",{deep}]");

            await wire.ShouldCloseAsync();
        }

        await scene.ShouldBeAloneAsync();
    }

    [Fact]
    public async Task A_post_without_end_is_cut_off_at_the_limit()
    {
        await using var scene = await Scene.OpenAsync();
        await using var wire = (PollingWire)await scene.Server.JoinAsync("polling");
        using var tcp = new TcpClient(scene.Server.Address.Host, scene.Server.Address.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {wire.Query} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
        var chunk = Encoding.ASCII.GetBytes($"10000\r\n{new string('4', 0x10000)}\r\n");

        var answer = new StreamReader(stream).ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
        var sent = 0L;
        while (!answer.IsCompleted && sent < 500_000_000)
        {
            await stream.WriteAsync(chunk);
            sent += chunk.Length;
        }

        (await answer).ShouldBe("HTTP/1.1 413 Payload Too Large");
        await wire.ShouldEchoAsync();
        await scene.Bystander.ShouldEchoAsync();
    }

    [Fact]
    public async Task Handshakes_that_are_never_finished_hold_up_nobody()
    {
        await using var scene = await Scene.OpenAsync();
        var slow = new List<TcpClient>();
        for (var i = 0; i < 300; i++)
        {
            var tcp = new TcpClient(scene.Server.Address.Host, scene.Server.Address.Port);
            await tcp.GetStream().WriteAsync("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgr"u8.ToArray());
            slow.Add(tcp);
        }

        await scene.Bystander.ShouldEchoAsync();
        await using (var late = await scene.Server.JoinAsync("polling"))
        {
            await late.ShouldEchoAsync();
            await late.SendAsync("1");
        }

        slow.ForEach(tcp => tcp.Dispose());
        await scene.ShouldBeAloneAsync();
    }

    [Fact]
    public async Task Sessions_that_never_join_are_removed()
    {
        await using var scene = await Scene.OpenAsync(options => options.ConnectTimeout = TimeSpan.FromMilliseconds(200));
        using var http = scene.Server.Http();

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => http.GetStringAsync("/socket.io/?EIO=4&transport=polling")));
        var open = scene.Server.Io.ConnectionCount;

        open.ShouldBeGreaterThan(1);
        await scene.Bystander.ShouldEchoAsync();

        // Long-polling is given time to fetch its close packet, so the sessions are closed before they are removed.
        await Eventually.TrueAsync(() => scene.Server.Io.Engine.OpenSessionCount == 1, "they are closed");
    }

    [Fact]
    public async Task Guessing_session_ids_finds_nothing()
    {
        await using var scene = await Scene.OpenAsync();
        using var http = scene.Server.Http();
        await using var victim = (PollingWire)await scene.Server.JoinAsync("polling");
        var guesses = Enumerable.Range(0, 1000).Select(i => i switch
        {
            < 20 => victim.Sid[..i],
            < 40 => victim.Sid[..(i - 20)] + "A" + victim.Sid[(i - 19)..],
            40 => victim.Sid.ToUpperInvariant(),
            41 => victim.Sid + "%00",
            42 => victim.Sid + "&sid=nobody",
            _ => Convert.ToBase64String(BitConverter.GetBytes(i * 7919L)),
        }).Where(guess => guess.Length > 0 && guess != victim.Sid);

        foreach (var guess in guesses)
        {
            using var response = await http.GetAsync($"/socket.io/?EIO=4&transport=polling&sid={guess}", TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBe(400, guess);
        }

        victim.Sid.Length.ShouldBe(20);
        await victim.ShouldEchoAsync();
        await scene.Bystander.ShouldEchoAsync();
    }

    [Fact]
    public async Task A_thousand_half_open_upgrades_are_given_up_and_their_sessions_go_on()
    {
        await using var scene = await Scene.OpenAsync(options => options.UpgradeTimeout = TimeSpan.FromMilliseconds(500));
        using var http = scene.Server.Http();
        var wires = new List<WebSocketWire>();
        string sid = string.Empty;

        for (var i = 0; i < 1000; i++)
        {
            // Ten sockets for each session: only one of them gets as far as the probe.
            if (i % 10 == 0)
            {
                var open = await http.GetStringAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);
                sid = System.Text.Json.JsonDocument.Parse(open[1..]).RootElement.GetProperty("sid").GetString()!;
            }

            var wire = await WebSocketWire.ConnectAsync(scene.Server.Address, $"/socket.io/?EIO=4&transport=websocket&sid={sid}");
            wires.Add(wire);
            await wire.SendAsync("2probe");
        }

        await scene.Bystander.ShouldEchoAsync();
        foreach (var wire in wires)
        {
            await wire.CloseCodeAsync();
            await wire.DisposeAsync();
        }

        scene.Server.Io.ConnectionCount.ShouldBe(101);
        (await http.PostAsync($"/socket.io/?EIO=4&transport=polling&sid={sid}", new StringContent("40"), TestContext.Current.CancellationToken))
            .IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("42[\"burst\",10000]", 50)]
    [InlineData("large", 200)]
    public async Task A_client_that_never_reads_is_dropped_and_its_queue_with_it(string packet, int times)
    {
        await using var scene = await Scene.OpenAsync(options =>
        {
            options.MaxQueuedBytes = 4_000_000;
            options.MaxQueuedPackets = 20_000;
            options.SlowReaderGrace = TimeSpan.FromMilliseconds(200);
        });
        await using var wire = (WebSocketWire)await scene.Server.JoinAsync("websocket");
        packet = packet == "large" ? $"42[\"message\",\"{new string('x', 200_000)}\"]" : packet;

        // The network takes a while to say that the connection is gone.
        var sent = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    sent++.ShouldBeLessThan(times * 1000);
                    await wire.SendAsync(packet);
                    return false;
                }
                catch (IOException)
                {
                    return true;
                }
            },
            "the connection is cut");

        scene.Server.Log.Lines.ShouldContain(line => line.Id.Id == 2);
        await scene.ShouldBeAloneAsync();
    }

    [Fact]
    public async Task A_client_that_reads_slowly_is_kept_though_much_waits()
    {
        await using var server = await TestServer.StartAsync(
            options =>
            {
                options.MaxQueuedBytes = 100_000;
                options.MaxQueuedPackets = 100;
                options.SlowReaderGrace = TimeSpan.FromSeconds(2);
            },
            io => io.OnConnection(async socket =>
            {
                for (var i = 0; i < 5000; i++)
                {
                    await socket.EmitAsync("much", i, new string('x', 2_000));
                }
            }));
        await using var wire = await server.SocketAsync();
        await wire.SendAsync("40");
        await wire.NextAsync();

        for (var i = 0; i < 5000; i++)
        {
            (await wire.NextAsync())!.ShouldStartWith($"42[\"much\",{i},");
        }
    }

    [Fact]
    public async Task A_flush_holds_the_sender_back_until_the_client_has_read()
    {
        var waiting = 0L;
        await using var server = await TestServer.StartAsync(map: io => io.OnConnection(async socket =>
        {
            for (var i = 0; i < 300; i++)
            {
                await socket.EmitAsync("much", new string('x', 100_000));
                await socket.FlushAsync();
                lock (socket.Connection.Session.Gate)
                {
                    waiting = Math.Max(waiting, socket.Connection.Session.Transport.QueuedBytesLocked);
                }
            }
        }));
        foreach (var transport in new[] { "websocket", "polling" })
        {
            await using var wire = await server.OpenAsync(transport);
            await wire.SendAsync("40");
            await wire.NextAsync();

            for (var i = 0; i < 300; i++)
            {
                (await wire.NextAsync())!.Length.ShouldBe(100_000 + 13);
            }
        }

        waiting.ShouldBeLessThanOrEqualTo(256 * 1024);
    }

    [Fact]
    public async Task Ping_frames_whose_answers_nobody_reads_are_not_gathered()
    {
        await using var scene = await Scene.OpenAsync();
        await using var wire = (WebSocketWire)await scene.Server.JoinAsync("websocket");
        var pings = Enumerable.Repeat(WebSocketWire.MakeFrame(0x89, new byte[125]), 1000).SelectMany(frame => frame).ToArray();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        try
        {
            for (var i = 0; i < 200; i++)
            {
                await wire.Network.WriteAsync(pings, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The server may stop reading, too.
        }

        var session = scene.Server.Io.Engine.Find(wire.Sid)!;
        lock (session.Gate)
        {
            session.Transport.QueuedLocked.ShouldBeLessThan(200);
        }

        await scene.Bystander.ShouldEchoAsync();
    }

    [Fact]
    public async Task Asking_for_namespaces_without_end_leaves_nothing_behind()
    {
        await using var scene = await Scene.OpenAsync();
        await using var wire = await scene.Server.JoinAsync("websocket");

        for (var i = 0; i < 2000; i++)
        {
            await wire.SendAsync($"40/n{i},");
            (await wire.NextAsync()).ShouldBe($"44/n{i},{{\"message\":\"Invalid namespace\"}}");
        }

        await wire.ShouldEchoAsync();
        await scene.Bystander.ShouldEchoAsync();
    }

    [Fact]
    public async Task Events_that_no_handler_gets_to_stop_the_reader_at_the_limit()
    {
        var go = new TaskCompletionSource();
        var handled = 0;
        await using var server = await TestServer.StartAsync(options => options.MaxWaitingEvents = 100, io => io.OnConnection(socket =>
        {
            socket.On("slow", async _ =>
            {
                Interlocked.Increment(ref handled);
                await go.Task;
            });
            return ValueTask.CompletedTask;
        }));
        await using var wire = (WebSocketWire)await server.SocketAsync();
        await wire.SendAsync("40");
        await wire.NextAsync();

        var sending = wire.SendAsync([.. Enumerable.Repeat($"42[\"slow\",\"{new string('x', 10_000)}\"]", 2000)]);
        await Eventually.TrueAsync(() => handled == 64, "as many run as may");
        await Task.WhenAny(sending, Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken));
        sending.IsCompleted.ShouldBeFalse();
        go.SetResult();
        await sending;

        await Eventually.TrueAsync(() => handled == 2000, "all are handled in the end");
    }

    [Fact]
    public async Task Fragments_and_packets_of_nothing_cost_little()
    {
        await using var scene = await Scene.OpenAsync();
        await using var wire = (WebSocketWire)await scene.Server.JoinAsync("websocket");
        await using var polling = (PollingWire)await scene.Server.JoinAsync("polling");

        await wire.SendFrameAsync(0x01);
        await wire.SendBytesAsync(Enumerable.Repeat(WebSocketWire.MakeFrame(0x00, []), 50_000).SelectMany(frame => frame).ToArray());
        await wire.SendFrameAsync(0x80, [.. "42[\"message\",1]"u8]);
        await polling.PostAsync(string.Join('\x1e', Enumerable.Repeat("6", 400_000)));

        (await wire.NextAsync()).ShouldBe("42[\"message-back\",1]");
        await polling.ShouldEchoAsync();
        await scene.Bystander.ShouldEchoAsync();
    }

    private sealed class Scene : IAsyncDisposable
    {
        private Scene(TestServer server, IWire bystander)
        {
            Server = server;
            Bystander = bystander;
        }

        public TestServer Server { get; }

        public IWire Bystander { get; }

        public static async Task<Scene> OpenAsync(Action<SocketIOOptions>? configure = null)
        {
            var server = await TestServer.StartAsync(configure);
            return new Scene(server, await server.JoinAsync("websocket"));
        }

        /// <summary>All others are gone, and the bystander has noticed nothing.</summary>
        public async Task ShouldBeAloneAsync()
        {
            await Bystander.ShouldEchoAsync();
            await Eventually.TrueAsync(() => Server.Io.ConnectionCount == 1, "the others are gone");
            await Eventually.TrueAsync(() => Server.Io.Root.SocketCount == 1, "their sockets too, which end a moment later");
            Server.Log.Lines.ShouldNotContain(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
        }

        public async Task HangUpAsync(IEnumerable<IWire> wires)
        {
            foreach (var wire in wires)
            {
                await wire.DisposeAsync();
            }

            await ShouldBeAloneAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Bystander.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
