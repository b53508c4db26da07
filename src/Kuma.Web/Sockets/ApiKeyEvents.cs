using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.ApiKeys;
using Kuma.Application.Common;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>API keys.</summary>
internal sealed class ApiKeyEvents(IDomainEvents domain) : ISocketEvents
{
    public static OwnedListSource List(IApiKeyRepository keys) => new(OwnedList.ApiKeys, ServerEvents.ApiKeyList, 70, async (user, cancellationToken) =>
        new JsonArray([.. (await keys.ListAsync(user, cancellationToken)).Select(Write)]));

    public void Map(EventMap events)
    {
        events.Command<AddApiKey, NewApiKey>(
            "addAPIKey",
            (actor, args) => new AddApiKey(
                actor,
                args.Object(0).TextField("name") ?? throw new BadArgumentException("Invalid name"),
                args[0].TextField("expires"),
                args[0].Field("active").ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || args[0].IsOn("active")),
            key => Ack.Translated("successAdded").With("key", key.Text).With("keyID", key.Id.Value));
        events.SignedIn("getAPIKeyList", async call =>
        {
            await SendListAsync(call);
            return Ack.Ok();
        });
        events.Command("deleteAPIKey", (actor, args) => new DeleteApiKey(actor, Key(args)), () => Ack.Translated("successDeleted"), SendListAsync);
        events.Command(
            "disableAPIKey", (actor, args) => new SwitchApiKey(actor, Key(args), Active: false), () => Ack.Translated("successDisabled"), SendListAsync);
        events.Command(
            "enableAPIKey", (actor, args) => new SwitchApiKey(actor, Key(args), Active: true), () => Ack.Translated("successEnabled"), SendListAsync);
    }

    private static ApiKeyId Key(EventArguments args) => new(args.Id(0, "API key"));

    private static JsonNode Write(ApiKey key) => new JsonObject
    {
        ["id"] = key.Id.Value,
        ["name"] = key.Name,
        ["userID"] = key.Owner.Value,
        ["createdDate"] = key.CreatedDate,
        ["active"] = key.Active ? 1 : 0,
        ["expires"] = key.Expires,
        ["status"] = key.Status,
    };

    private async ValueTask SendListAsync(EventCall call) =>
        await domain.PublishAsync(new OwnedListChanged(call.Actor.User, OwnedList.ApiKeys), call.CancellationToken);
}
