using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.Common;
using Kuma.Application.Notifications;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>Notifications.</summary>
internal sealed class NotificationEvents : ISocketEvents
{
    public static OwnedListSource List(INotificationRepository notifications) =>
        new(OwnedList.Notifications, ServerEvents.NotificationList, 40, async (user, cancellationToken) =>
            new JsonArray([.. (await notifications.ListAsync(user, cancellationToken)).Select(Write)]));

    public void Map(EventMap events)
    {
        events.Command<SaveNotification, NotificationId>(
            "addNotification",
            (actor, args) => Save(actor, Flat(args.Object(0)), args.OptionalId(1, "notification")),
            id => Ack.Translated("Saved.").With("id", id.Value));
        events.Command(
            "deleteNotification",
            (actor, args) => new DeleteNotification(actor, new NotificationId(args.Id(0, "notification"))),
            () => Ack.Translated("successDeleted"));
        events.Command<TestNotification, string>(
            "testNotification", (actor, args) => Test(actor, Flat(args.Object(0))), words => Ack.Ok(words));
        events.Query<GetWebpushVapidPublicKey, string>(
            "getWebpushVapidPublicKey", (actor, _) => new GetWebpushVapidPublicKey(actor), key => Ack.Ok(key));
        events.Session("checkApprise", call => new(Ack.Bare(call.Actor.IsSignedIn && Programs.IsInstalled("apprise"))));
    }

    private static SaveNotification Save(Actor actor, JsonObject config, int? id)
    {
        var applies = IsOn(config, "applyExisting");
        config["applyExisting"] = false;
        return new SaveNotification(
            actor,
            id is { } known ? new NotificationId(known) : null,
            Name(config),
            IsOn(config, "isDefault"),
            applies,
            config.ToJsonString());
    }

    private static bool IsOn(JsonObject config, string name) => config[name] is JsonValue value && value.GetValue<JsonElement>().IsTruthy();

    private static TestNotification Test(Actor actor, JsonObject config) => new(actor, Name(config), config.ToJsonString());

    private static string? Name(JsonObject config) =>
        config["name"] is JsonValue name && name.GetValueKind() is JsonValueKind.String ? name.GetValue<string>() : null;

    /// <summary>One flat object. Older clients send the provider's settings as JSON text in <c>config</c>: outer keys win over inner ones.</summary>
    private static JsonObject Flat(JsonElement input)
    {
        var outer = JsonObject.Create(input)!;
        if (outer.ContainsKey("type") || input.TextField("config") is not { } text)
        {
            return outer;
        }

        try
        {
            if (JsonNode.Parse(text) is JsonObject flat)
            {
                foreach (var (name, value) in outer.Where(pair => pair.Key is not "config"))
                {
                    flat[name] = value?.DeepClone();
                }

                return flat;
            }
        }
        catch (JsonException)
        {
            throw new BadArgumentException("config is not valid JSON");
        }

        throw new BadArgumentException("config is not a JSON object");
    }

    private static JsonNode Write(Notification notification) => new JsonObject
    {
        ["id"] = notification.Id.Value,
        ["name"] = notification.Name,
        ["active"] = notification.Active,
        ["userId"] = notification.Owner.Value,
        ["userID"] = notification.Owner.Value,
        ["isDefault"] = notification.IsDefault,
        ["config"] = notification.Config,
    };
}
