using System.Text.Json.Nodes;
using Kuma.Application.Monitoring;

namespace Kuma.Web.Contracts;

/// <summary>The games as <c>getGameList</c> has them.</summary>
internal static class GameWriter
{
    public static JsonArray Write(IEnumerable<Game> games) => new([.. games.Select(Write)]);

    private static JsonNode Write(Game game) => new JsonObject
    {
        ["keys"] = new JsonArray(game.Id),
        ["pretty"] = game.Name,
        ["options"] = Options(game.Options),
        ["extra"] = Extra(game),
    };

    private static JsonObject Options(GameOptions options)
    {
        var json = new JsonObject();
        if (options.Port is { } port)
        {
            json["port"] = port;
        }

        if (options.QueryPort is { } query)
        {
            json["port_query"] = query;
        }

        if (options.QueryPortOffsets is { Count: > 0 } offsets)
        {
            json["port_query_offset"] = offsets is [var only] ? only : new JsonArray([.. offsets.Select(offset => (JsonNode)offset)]);
        }

        json["protocol"] = options.Protocol;
        return json;
    }

    private static JsonObject Extra(Game game)
    {
        var json = new JsonObject();
        if (game.OldId is { } old)
        {
            json["old_id"] = old;
        }

        if (game.Notes is { } notes)
        {
            json["doc_notes"] = notes;
        }

        return json;
    }
}
