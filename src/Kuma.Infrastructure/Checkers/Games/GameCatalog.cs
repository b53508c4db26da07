using System.Collections.Frozen;
using System.Text.Json;
using Kuma.Application.Monitoring;

namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>The catalogue of node-gamedig 5.3.3 (docs/third-party.md), kept as <c>games.json</c>; read when it is first asked for.</summary>
internal sealed class GameCatalog : IGameCatalog
{
    private readonly Lazy<IReadOnlyList<Game>> _games = new(Read);
    private readonly Lazy<FrozenDictionary<string, Game>> _byId;

    public GameCatalog() => _byId = new(() => Index(_games.Value));

    public IReadOnlyList<Game> Games => _games.Value;

    public Game? Find(string id) => _byId.Value.GetValueOrDefault(id);

    private static List<Game> Read()
    {
        using var stream = typeof(GameCatalog).Assembly.GetManifestResourceStream(typeof(GameCatalog), "games.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(ReadGame).OrderBy(game => game.Name, StringComparer.InvariantCultureIgnoreCase)];
    }

    private static Game ReadGame(JsonElement row)
    {
        var options = row.GetProperty("options");
        return new Game(
            row.GetProperty("id").GetString()!,
            row.GetProperty("name").GetString()!,
            new GameOptions(options.GetProperty("protocol").GetString()!, Number(options, "port"), Number(options, "port_query"), Offsets(options)),
            Text(row, "oldId"),
            Text(row, "notes"));
    }

    private static int[] Offsets(JsonElement options) => options.TryGetProperty("port_query_offset", out var offset)
        ? offset.ValueKind is JsonValueKind.Array ? [.. offset.EnumerateArray().Select(one => one.GetInt32())] : [offset.GetInt32()]
        : [];

    private static int? Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>Ids win over old ids: some old id is the id of another game now.</summary>
    private static FrozenDictionary<string, Game> Index(IReadOnlyList<Game> games)
    {
        var byId = games.ToDictionary(game => game.Id, StringComparer.Ordinal);
        foreach (var game in games)
        {
            if (game.OldId is { } old)
            {
                byId.TryAdd(old, game);
            }
        }

        return byId.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
