using System.Text.Json;
using System.Text.Json.Nodes;
using Kuma.Application.Tags;
using Kuma.Domain.Common;

namespace Kuma.Web.Sockets;

/// <summary>Tags, and tags on monitors.</summary>
internal sealed class TagEvents : ISocketEvents
{
    public void Map(EventMap events)
    {
        events.Query<ListTags, IReadOnlyList<Tag>>(
            "getTags", (actor, _) => new ListTags(actor), tags => Ack.Ok().With("tags", new JsonArray([.. tags.Select(Write)])));
        events.Command<AddTag, Tag>(
            "addTag",
            (actor, args) => new AddTag(actor, args.Object(0).TextField("name"), args[0].TextField("color")),
            tag => Ack.Ok().With("tag", Write(tag)));
        events.Command<EditTag, Tag>(
            "editTag",
            (actor, args) => new EditTag(
                actor, new TagId(args.FieldId(0, "tag")), args[0].TextField("name"), args[0].TextField("color")),
            tag => Ack.Translated("Saved.").With("tag", Write(tag)));
        events.Command("deleteTag", (actor, args) => new DeleteTag(actor, Tag(args)), () => Ack.Translated("successDeleted"));
        events.Command(
            "addMonitorTag",
            (actor, args) => new AddMonitorTag(actor, Tag(args), args.MonitorId(1), Value(args)),
            () => Ack.Translated("successAdded"));
        events.Command(
            "editMonitorTag",
            (actor, args) => new EditMonitorTag(actor, Tag(args), args.MonitorId(1), Value(args)),
            () => Ack.Translated("successEdited"));
        events.Command(
            "deleteMonitorTag",
            (actor, args) => new DeleteMonitorTag(actor, Tag(args), args.MonitorId(1), Value(args)),
            () => Ack.Translated("successDeleted"));
    }

    private static TagId Tag(EventArguments args) => new(args.Id(0, "tag"));

    private static string? Value(EventArguments args) => args[2].ValueKind is JsonValueKind.Number ? args[2].GetRawText() : args.Text(2);

    private static JsonNode Write(Tag tag) => new JsonObject { ["id"] = tag.Id.Value, ["name"] = tag.Name, ["color"] = tag.Color };
}
