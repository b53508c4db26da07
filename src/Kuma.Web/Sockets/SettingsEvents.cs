using System.Text.Json;
using Kuma.Application.Common;
using Kuma.Application.Settings;

namespace Kuma.Web.Sockets;

/// <summary>Settings of the server.</summary>
internal sealed class SettingsEvents(OtherSessions others, ServerInfo info, IEnumerable<ILoginList> lists) : ISocketEvents
{
    public void Map(EventMap events)
    {
        events.Query<GetSettings, IReadOnlyDictionary<string, JsonElement>>(
            "getSettings", (actor, _) => new GetSettings(actor), values => Ack.Ok().With("data", values));
        events.SignedIn("setSettings", SetAsync, afterAck: async call =>
        {
            await info.SendAsync(call.Session, full: true, call.CancellationToken);
            foreach (var list in lists.Where(list => list.FollowsSettings))
            {
                await list.SendAsync(call.Session, call.Actor.User, call.CancellationToken);
            }
        });
        events.SignedIn("initServerTimezone", async call =>
        {
            var result = await call.SendAsync(new InitServerTimezone(call.Actor, call.Arguments.Text(0)));
            if (result.IsSuccess)
            {
                await info.SendAsync(call.Session, full: true, call.CancellationToken);
            }

            return Ack.Ok(); // A zone that there is none of is passed over in silence.
        });
    }

    private async ValueTask<Ack?> SetAsync(EventCall call)
    {
        var values = call.Arguments.Object(0).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.Clone(), StringComparer.Ordinal);
        var result = await call.SendAsync(new SetSettings(call.Actor, values, call.Arguments[1]));
        if (!result.IsSuccess)
        {
            return Ack.Refused(result.Error);
        }

        if (result.Value.SignOutOthers)
        {
            await others.SignOutAsync(call.Session);
        }

        return Ack.Translated("Saved.");
    }
}
