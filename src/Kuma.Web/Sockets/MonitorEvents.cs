using Kuma.Application.Common;
using Kuma.Application.Domains;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Kuma.Web.Contracts;

namespace Kuma.Web.Sockets;

/// <summary>Adding, changing, pausing, deleting and reading monitors.</summary>
internal sealed class MonitorEvents(ClientFeed feed) : ISocketEvents
{
    public void Map(EventMap events)
    {
        events.Command<AddMonitor, MonitorId>(
            "add",
            (actor, args) => new AddMonitor(
                actor, MonitorInput.ReadNew(args.Object(0)), MonitorInput.ReadNotifications(args[0]), MonitorInput.ReadActive(args[0])),
            id => Ack.Translated("successAdded").With("monitorID", id.Value));
        events.SignedIn("editMonitor", async call =>
        {
            var input = call.Arguments.Object(0);
            var id = MonitorInput.ReadId(input);
            var result = await call.SendAsync(
                new EditMonitor(call.Actor, id, MonitorInput.ReadChange(input), MonitorInput.ReadNotifications(input)));
            return result.IsSuccess ? Ack.Translated("Saved.").With("monitorID", id.Value) : Ack.Refused(result.Error);
        });
        events.Command("pauseMonitor", (actor, args) => new PauseMonitor(actor, args.MonitorId(0)), () => Ack.Translated("successPaused"));
        events.Command("resumeMonitor", (actor, args) => new ResumeMonitor(actor, args.MonitorId(0)), () => Ack.Translated("successResumed"));
        events.SignedIn(
            "deleteMonitor",
            async call =>
            {
                var result = await call.SendAsync(new DeleteMonitor(call.Actor, call.Arguments.MonitorId(0), call.Arguments.IsTrue(1)));
                call.State = result.IsSuccess ? result.Value : null;
                return result.IsSuccess ? Ack.Translated("successDeleted") : Ack.Refused(result.Error);
            },
            afterAck: async call =>
            {
                foreach (var descendant in ((IReadOnlyList<MonitorId>)call.State!).SkipLast(1))
                {
                    await feed.MonitorDeletedAsync(call.Actor.User, descendant.Value);
                }

                // The named one as the client named it, number or text, and also when there is none.
                await feed.MonitorDeletedAsync(call.Actor.User, call.Arguments.Text(0) ?? (object)call.Arguments.MonitorId(0).Value);
            });
        events.Query<GetMonitor, MonitorView>(
            "getMonitor",
            (actor, args) => new GetMonitor(actor, args.MonitorId(0)),
            view => Ack.Ok().With("monitor", MonitorWriter.Single(view, sensitive: true)));
        events.Session("checkDomain", CheckDomainAsync, refuse: NotWatchable);
        events.SignedIn("getMonitorList", async call =>
        {
            await feed.MonitorListAsync(call.Actor.User, call.CancellationToken);
            return Ack.Ok();
        });
    }
    private static async ValueTask<Ack?> CheckDomainAsync(EventCall call)
    {
        var input = call.Arguments[0];
        var result = await call.SendAsync(new CheckDomain(call.Actor, new MonitorSettings
        {
            Type = input.TextField("type") ?? "",
            Url = input.TextField("url"),
            Hostname = input.TextField("hostname"),
            GrpcUrl = input.TextField("grpcUrl"),
        }));

        return result switch
        {
            { IsSuccess: false } => NotWatchable(result.Error),
            { Value.Domain: { } domain } => Ack.Ok().With("domain", domain.Name).With("tld", domain.Tld),
            _ => NotWatchable(result.Value.Refusal!, translated: true, result.Value.Meta),
        };
    }

    /// <summary>The refusals of this event carry an explicit msgi18n, and what their texts name.</summary>
    private static Ack NotWatchable(Error error) =>
        NotWatchable(error.Message, error.IsTranslationKey, new Dictionary<string, string>());

    private static Ack NotWatchable(string message, bool translated, IReadOnlyDictionary<string, string> meta) =>
        Ack.Fields().With("ok", false).With("msg", message).With("msgi18n", translated).With("meta", meta).AsRefusal();
}
