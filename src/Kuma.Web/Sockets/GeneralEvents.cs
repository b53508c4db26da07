using Kuma.Application.Common;
using Kuma.Application.Monitoring;
using Kuma.Application.Upkeep;
using Kuma.Web.Contracts;
using SocketIO.Core;

namespace Kuma.Web.Sockets;

/// <summary>The database, the lists of games and PM2 processes, push examples and the Cloudflare tunnel.</summary>
internal sealed class GeneralEvents(SocketIOServer io) : ISocketEvents
{
    private static readonly Error InvalidLanguage = new("invalid-language", "Invalid language");
    private static readonly Error NotFound = new("not-found", "Not found");

    public void Map(EventMap events)
    {
        events.Query<GetDatabaseSize, long>(
            "getDatabaseSize", (actor, _) => new GetDatabaseSize(actor), size => Ack.Ok().With("size", size));
        events.Query<ListGames, IReadOnlyList<Game>>(
            "getGameList", (actor, _) => new ListGames(actor), games => Ack.Ok().With("gameList", GameWriter.Write(games)));
        events.Query<ListPm2Processes, IReadOnlyList<Pm2Process>>(
            "getPM2ProcessList",
            (actor, _) => new ListPm2Processes(actor),
            list => Ack.Ok().With("processList", list.Select(one => new { id = one.Id, name = one.Name, status = one.Status }).ToArray()));
        events.Query<TestChromium, string>(
            "testChrome",
            (actor, args) => new TestChromium(actor, args.Text(0)),
            version => Ack.Ok().With("msg", new { key = "foundChromiumVersion", values = new[] { version } }).With("msgi18n", true));
        events.Command("shrinkDatabase", (actor, _) => new ShrinkDatabase(actor), Ack.Ok);
        events.SignedIn("getPushExample", call => new(PushExample(call.Arguments.Text(0))));
        events.SignedIn("cloudflared_join", JoinTunnelAsync);
        events.SignedIn("cloudflared_leave", async call =>
        {
            await call.Session.Socket.LeaveAsync(Rooms.Tunnel);
            return Ack.Ok();
        });
        events.SignedIn("cloudflared_start", async _ =>
        {
            await io.To(Rooms.Tunnel).EmitAsync(ServerEvents.CloudflaredErrorMessage, "Cloudflared error: cloudflared is not found");
            return Ack.Ok();
        });
        events.Command("cloudflared_stop", (actor, args) => new StopTunnel(actor, args[0]), Ack.Ok);
        events.SignedIn("cloudflared_removeToken", _ => new(Ack.Ok()));
    }

    private static Ack PushExample(string? language)
    {
        if (language is null or "" || language.Any(c => c is not ((>= 'a' and <= 'z') or '-')))
        {
            return Ack.Refused(InvalidLanguage);
        }

        return PushExamples.Find(language) is { } code ? Ack.Ok().With("code", code) : Ack.Refused(NotFound);
    }

    /// <summary>The tunnel is not part of Kuma: pages hear that it is not installed, and offer nothing else (docs/compatibility.md).</summary>
    private async ValueTask<Ack?> JoinTunnelAsync(EventCall call)
    {
        await call.Session.Socket.JoinAsync(Rooms.Tunnel);
        var room = io.To(Rooms.Of(call.Actor.User));
        await room.EmitAsync(ServerEvents.CloudflaredInstalled, false);
        await room.EmitAsync(ServerEvents.CloudflaredRunning, false);
        await room.EmitAsync(ServerEvents.CloudflaredToken, (object?)null);
        return Ack.Ok();
    }
}
