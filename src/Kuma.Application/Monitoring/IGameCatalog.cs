namespace Kuma.Application.Monitoring;

/// <summary>The games whose servers can be asked, for the <c>gamedig</c> check and the event <c>getGameList</c>.</summary>
public interface IGameCatalog
{
    /// <summary>All of them, by name.</summary>
    IReadOnlyList<Game> Games { get; }

    /// <summary>The game with this id, or with this id of the catalogue's older versions; <c>null</c> when there is none.</summary>
    Game? Find(string id);
}

/// <summary>A game, and how its servers answer.</summary>
/// <param name="Id">Stored as a monitor's <c>game</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Options">How its servers are asked.</param>
/// <param name="OldId">Its id in older versions of the catalogue.</param>
/// <param name="Notes">The name of further notes in the catalogue's manual.</param>
public sealed record Game(string Id, string Name, GameOptions Options, string? OldId = null, string? Notes = null);

/// <summary>How a game's servers are asked.</summary>
/// <param name="Protocol">The family of queries, such as <c>valve</c> or <c>quake3</c>.</param>
/// <param name="Port">Where players connect; what a monitor's port means.</param>
/// <param name="QueryPort">Where queries go, when that is a fixed port.</param>
/// <param name="QueryPortOffsets">What to add to the port for queries; several are tried in their order.</param>
public sealed record GameOptions(string Protocol, int? Port, int? QueryPort, IReadOnlyList<int> QueryPortOffsets);
