using System.Text.RegularExpressions;
using SocketIO.Core.EchoHost;

namespace SocketIO.Core.Tests.Client;

/// <summary>What <c>client/suite.mjs</c> talks to: the echo host's namespaces and <c>/suite</c>.</summary>
internal static class SuiteHandlers
{
    public static void Map(SocketIOServer io)
    {
        EchoHandlers.Map(io);
        io.Of(new Regex("^/dynamic-[0-9]+$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))).OnConnection(socket =>
        {
            socket.On("where", e => e.AckAsync(socket.Namespace.Name));
            return ValueTask.CompletedTask;
        });
        io.Of("/suite").OnConnection(socket =>
        {
            MapRooms(socket);
            MapQuestions(socket);
            return ValueTask.CompletedTask;
        });
    }

    private static void MapRooms(Socket socket)
    {
        var nsp = socket.Namespace;
        socket.On<string>("join", async (e, room) =>
        {
            await socket.JoinAsync(room!);
            await e.AckAsync();
        });
        socket.On<string>("leave", async (e, room) =>
        {
            await socket.LeaveAsync(room!);
            await e.AckAsync();
        });
        socket.On<Target>("say", async (e, target) =>
        {
            await Narrow(socket.Broadcast, target!).EmitAsync("said", e.Forward[1]);
            await e.AckAsync();
        });
        socket.On<Target>("say-to-all", async (e, target) =>
        {
            await Narrow(nsp.Except("nobody"), target!).EmitAsync("said", e.Forward[1]);
            await e.AckAsync();
        });
        socket.On("say-to-me", e => socket.EmitAsync("said", e.Forward));
        socket.On<string>("fetch", async (e, room) =>
            await e.AckAsync((await nsp.In(room!).FetchSocketsAsync()).Select(found => new { found.Id, found.Rooms })));
        socket.On<string, string>("move", async (e, from, to) =>
        {
            await nsp.In(from!).SocketsJoinAsync(to!);
            await nsp.In(from!).SocketsLeaveAsync(from!);
            await e.AckAsync();
        });
        socket.On<string>("drop", async (e, room) =>
        {
            await nsp.In(room!).DisconnectSocketsAsync();
            await e.AckAsync();
        });
    }

    private static void MapQuestions(Socket socket)
    {
        socket.On("never", _ => ValueTask.CompletedTask);
        socket.On("some-event", _ => ValueTask.CompletedTask);
        socket.OnAny(e => e.Name == "some-event" ? e.AckAsync((object)new object[] { e.Name, e.Count }) : ValueTask.CompletedTask);
        socket.On<int, int>("add", (e, left, right) => e.AckAsync(left + right));
        socket.On<Person>("upper", (e, person) => e.AckAsync(new { Name = person!.Name.ToUpperInvariant(), Size = person.Photo.Length }));
        socket.On<int>("ask-slowly", async (e, milliseconds) =>
        {
            try
            {
                await e.AckAsync(await socket.EmitWithAckAsync<string>("slow-question", TimeSpan.FromMilliseconds(milliseconds)));
            }
            catch (SocketAckTimeoutException)
            {
                await e.AckAsync("timeout");
            }
        });
        socket.On<string, int>("collect", async (e, room, milliseconds) =>
        {
            try
            {
                var jury = socket.Namespace.In(room!).Timeout(TimeSpan.FromMilliseconds(milliseconds));
                await e.AckAsync(new { Late = false, Values = await jury.EmitWithAckAsync<int>("vote") });
            }
            catch (SocketAckTimeoutException exception)
            {
                await e.AckAsync(new { Late = true, Values = exception.Responses });
            }
        });
        socket.On<int>("volatile-burst", async (_, count) =>
        {
            for (var i = 0; i < count; i++)
            {
                await socket.Volatile.EmitAsync("maybe", i);
            }

            await socket.EmitAsync("surely");
        });
        socket.On("handshake", e => e.AckAsync(new
        {
            Tenant = socket.Handshake.Query["tenant"].ToString(),
            Kind = socket.Handshake.Headers["X-Kind"].ToString(),
            User = socket.Handshake.Auth!.Value.GetProperty("user").GetString(),
            socket.Handshake.Url,
            socket.Handshake.Secure,
            socket.Id,
        }));
        socket.On<string>("remember", (e, item) =>
        {
            socket.Items["item"] = item;
            return e.AckAsync();
        });
        socket.On("recall", e => e.AckAsync(new { Item = socket.Items["item"], socket.Recovered }));
    }

    private static BroadcastOperator Narrow(BroadcastOperator all, Target target)
    {
        foreach (var room in target.Except)
        {
            all = all.Except(room);
        }

        return target.To.Length == 0 ? all : all.To(target.To);
    }

    private sealed record Target
    {
        public string[] To { get; init; } = [];

        public string[] Except { get; init; } = [];
    }

    private sealed record Person(string Name, byte[] Photo);
}
