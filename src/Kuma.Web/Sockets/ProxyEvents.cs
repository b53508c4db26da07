using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.Common;
using Kuma.Application.Proxies;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>Proxies.</summary>
internal sealed class ProxyEvents : ISocketEvents
{
    public static OwnedListSource List(IProxyRepository proxies) => new(OwnedList.Proxies, ServerEvents.ProxyList, 50, async (user, cancellationToken) =>
        new JsonArray([.. (await proxies.ListAsync(user, cancellationToken)).Select(Write)]));

    public void Map(EventMap events)
    {
        events.Command<SaveProxy, ProxyId>(
            "addProxy",
            (actor, args) => new SaveProxy(actor, Read(actor, args), args[0].IsOn("applyExisting")),
            id => Ack.Translated("Saved.").With("id", id.Value));
        events.Command(
            "deleteProxy", (actor, args) => new DeleteProxy(actor, new ProxyId(args.Id(0, "proxy"))), () => Ack.Translated("successDeleted"));
    }

    private static Proxy Read(Actor actor, EventArguments args)
    {
        var input = args.Object(0);
        var port = input.Field("port");
        return new Proxy(
            new ProxyId(args.OptionalId(1, "proxy") ?? 0),
            actor.UserId ?? default,
            input.TextField("protocol") ?? "",
            input.TextField("host") ?? throw new BadArgumentException("Invalid proxy host"),
            (port.ValueKind is JsonValueKind.Number && port.TryGetInt32(out var number)) || int.TryParse(input.TextField("port"), out number)
                ? number
                : throw new BadArgumentException("Invalid proxy port"),
            input.IsOn("auth"),
            input.TextField("username"),
            input.TextField("password"),
            input.Field("active").ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || input.IsOn("active"),
            input.IsOn("default"),
            CreatedDate: "");
    }

    private static JsonNode Write(Proxy proxy) => new JsonObject
    {
        ["id"] = proxy.Id.Value,
        ["userId"] = proxy.Owner.Value,
        ["protocol"] = proxy.Protocol,
        ["host"] = proxy.Host,
        ["port"] = proxy.Port,
        ["auth"] = proxy.Auth ? 1 : 0,
        ["username"] = proxy.Username,
        ["password"] = proxy.Password,
        ["active"] = proxy.Active ? 1 : 0,
        ["default"] = proxy.IsDefault ? 1 : 0,
        ["createdDate"] = proxy.CreatedDate,
    };
}
