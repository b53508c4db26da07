using System.Text.Json;
using SocketIO.Core.Tests.Wire;

namespace SocketIO.Core.Tests.Namespaces;

/// <summary>Connection state recovery: what is broadcast while a client comes back reaches it once.</summary>
public class RecoveryTests
{
    [Fact]
    public async Task What_is_broadcast_while_middleware_decides_is_not_lost()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource();
        await using var server = await StartAsync(skipMiddlewares: false, socket =>
        {
            if (socket.Recovered)
            {
                entered.SetResult();
            }

            return socket.Recovered ? gate.Task : Task.CompletedTask;
        });
        var client = await Client.ConnectAsync(server);
        await server.Io.To("news").EmitAsync("n", 0);
        await client.ReadAsync(count: 1);
        await client.CutAsync(server);
        await server.Io.To("news").EmitAsync("n", 1);

        await client.BeginReturnAsync(server);
        await entered.Task;
        await server.Io.To("news").EmitAsync("n", 2);
        await server.Io.EmitAsync("n", 3);
        await server.Io.To("elsewhere").EmitAsync("n", 99);
        gate.SetResult();
        await client.EndReturnAsync();
        await server.Io.To("news").EmitAsync("n", 4);

        (await client.ReadAsync(count: 5)).ShouldBe([0, 1, 2, 3, 4]);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_is_cut_while_middleware_decides_can_come_back()
    {
        var gate = new TaskCompletionSource();
        await using var server = await StartAsync(skipMiddlewares: false, socket => socket.Recovered ? gate.Task : Task.CompletedTask);
        var client = await Client.ConnectAsync(server);
        await server.Io.To("news").EmitAsync("n", 0);
        await client.ReadAsync(count: 1);
        await client.CutAsync(server);

        await client.BeginReturnAsync(server);
        await client.CutAsync(server);
        await server.Io.To("news").EmitAsync("n", 1);
        gate.SetResult();
        await Eventually.TrueAsync(
            async () =>
            {
                await client.BeginReturnAsync(server);
                if (await client.TryEndReturnAsync())
                {
                    return true;
                }

                await client.CutAsync(server);
                return false;
            },
            "the session is free again");

        (await client.ReadAsync(count: 2)).ShouldBe([0, 1]);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_is_refused_on_its_return_leaves_nothing_behind()
    {
        await using var server = await StartAsync(skipMiddlewares: false, async socket =>
        {
            await socket.JoinAsync("early");
            if (socket.Recovered)
            {
                throw new InvalidOperationException("not you");
            }
        });
        var client = await Client.ConnectAsync(server);
        await server.Io.To("news").EmitAsync("n", 0);
        await client.ReadAsync(count: 1);
        await client.CutAsync(server);

        await client.BeginReturnAsync(server);

        (await client.Wire.NextAsync()).ShouldBe("44{\"message\":\"Internal server error\"}");
        server.Io.Of("/").RoomSize("early").ShouldBe(0);
        server.Io.Of("/").RoomSize("news").ShouldBe(0);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Who_misses_more_than_is_kept_comes_back_as_a_new_socket()
    {
        var gate = new TaskCompletionSource();
        await using var server = await StartAsync(
            skipMiddlewares: false, socket => socket.Recovered ? gate.Task : Task.CompletedTask, maxKeptPackets: 10);
        var client = await Client.ConnectAsync(server);
        await server.Io.To("news").EmitAsync("n", 0);
        await client.ReadAsync(count: 1);
        await client.CutAsync(server);

        await client.BeginReturnAsync(server);
        for (var i = 0; i < 11; i++)
        {
            await server.Io.To("news").EmitAsync("n", i);
        }

        gate.SetResult();

        (await client.TryEndReturnAsync()).ShouldBeFalse();
        await Eventually.TrueAsync(() => server.Io.Of("/").RoomSize("news") == 1, "the new socket joins as a new one");
        server.Io.Of("/").Sockets.ShouldHaveSingleItem().Recovered.ShouldBeFalse();
        await client.DisposeAsync();
    }

    [Fact]
    public async Task No_broadcast_is_lost_or_doubled_while_a_client_comes_and_goes()
    {
        const int Rounds = 30;
        const int PerRound = 300;
        await using var server = await StartAsync(skipMiddlewares: true, _ => Task.CompletedTask);
        var client = await Client.ConnectAsync(server);
        await server.Io.To("news").EmitAsync("n", 0);
        await client.ReadAsync(count: 1);
        var next = 0;

        for (var round = 1; round <= Rounds; round++)
        {
            var emitters = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
            {
                for (var i = 0; i < PerRound / 2; i++)
                {
                    await server.Io.To("news").EmitAsync("n", Interlocked.Increment(ref next));
                }
            }));
            await client.CutAsync(server);
            var emitting = Task.WhenAll(emitters);
            await client.BeginReturnAsync(server);
            await client.EndReturnAsync();
            await client.ReadAsync(count: 1 + ((round - 1) * PerRound) + (PerRound / 3));
            await emitting;
            await client.ReadAsync(count: 1 + (round * PerRound) - (round % 2));
        }

        var numbers = await client.ReadAsync(count: 1 + (Rounds * PerRound));

        numbers.Order().ShouldBe(Enumerable.Range(0, 1 + (Rounds * PerRound)));
        await client.DisposeAsync();
    }

    private static Task<TestServer> StartAsync(bool skipMiddlewares, Func<Socket, Task> middleware, int maxKeptPackets = 10_000) => TestServer.StartAsync(
        options => options.ConnectionStateRecovery = new ConnectionStateRecoveryOptions { SkipMiddlewares = skipMiddlewares, MaxKeptPackets = maxKeptPackets },
        io =>
        {
            io.Use(async socket =>
            {
                await middleware(socket);
                return null;
            });
            io.OnConnection(socket => socket.Recovered ? ValueTask.CompletedTask : socket.JoinAsync("news"));
        });

    /// <summary>A client that remembers what the official one remembers.</summary>
    private sealed class Client : IAsyncDisposable
    {
        private readonly List<int> _numbers = [];
        private string _pid = string.Empty;
        private string _offset = string.Empty;

        public WebSocketWire Wire { get; private set; } = null!;

        public static async Task<Client> ConnectAsync(TestServer server)
        {
            var client = new Client { Wire = await server.SocketAsync() };
            await client.Wire.SendAsync("40");
            client._pid = ReadPid(await client.Wire.NextAsync());
            await Eventually.TrueAsync(() => server.Io.Of("/").RoomSize("news") == 1, "the handlers of the connection have run");
            return client;
        }

        /// <summary>Cuts the connection without a word; returns when the server has noticed.</summary>
        public async Task CutAsync(TestServer server)
        {
            await Wire.DisposeAsync();
            await Eventually.TrueAsync(() => server.Io.Engine.OpenSessionCount == 0 && server.Io.Of("/").SocketCount == 0, "the server notices the cut");
        }

        public async Task BeginReturnAsync(TestServer server)
        {
            Wire = await server.SocketAsync();
            await Wire.SendAsync($"40{{\"pid\":\"{_pid}\",\"offset\":\"{_offset}\"}}");
        }

        public async Task EndReturnAsync() => (await TryEndReturnAsync()).ShouldBeTrue();

        public async Task<bool> TryEndReturnAsync() => ReadPid(await Wire.NextAsync()) == _pid;

        /// <summary>Reads until so many numbers have come in all.</summary>
        public async Task<IReadOnlyList<int>> ReadAsync(int count)
        {
            while (_numbers.Count < count)
            {
                var packet = (await Wire.NextAsync()).ShouldNotBeNull();
                packet.ShouldStartWith("42[\"n\",");
                using var json = JsonDocument.Parse(packet[2..]);
                _numbers.Add(json.RootElement[1].GetInt32());
                _offset = json.RootElement[2].GetString()!;
            }

            return _numbers;
        }

        public ValueTask DisposeAsync() => Wire.DisposeAsync();

        private static string ReadPid(string? answer)
        {
            answer.ShouldNotBeNull().ShouldStartWith("40{");
            using var json = JsonDocument.Parse(answer[2..]);
            return json.RootElement.GetProperty("pid").GetString()!;
        }
    }
}
