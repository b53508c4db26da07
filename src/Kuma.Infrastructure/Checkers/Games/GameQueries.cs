using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Kuma.Infrastructure.Checkers.Games;

/// <summary>Asks one server once.</summary>
internal delegate Task<GameAnswer> GameQuery(GameTarget target, TimeProvider time, CancellationToken cancellationToken);

/// <summary>The query protocols that are understood, by the catalogue's names.</summary>
internal static partial class GameQueries
{
    private static readonly FrozenDictionary<string, GameQuery> Known = new Dictionary<string, GameQuery>(StringComparer.Ordinal)
    {
        ["valve"] = ValveQuery.AskAsync,
        ["goldsrc"] = ValveQuery.AskAsync,
        ["dayz"] = ValveQuery.AskAsync,
        ["squad"] = ValveQuery.AskAsync,
        ["sdtd"] = ValveQuery.AskAsync,
        ["quake1"] = QuakeQuery.Status("status", "n", "hostname"),
        ["quake2"] = QuakeQuery.Status("status", "print", "hostname", "sv_hostname"),
        ["quake3"] = QuakeQuery.Status("getstatus", "statusResponse", "sv_hostname", "hostname"),
        ["warsow"] = QuakeQuery.Status("getinfo", "infoResponse", "hostname", "sv_hostname"),
        ["xonotic"] = QuakeQuery.Status("getstatus", "statusResponse", "hostname", "sv_hostname"),
        ["fivem"] = QuakeQuery.Status("getinfo xxx", "infoResponse", "hostname", "sv_hostname"),
        ["doom3"] = QuakeQuery.AskDoom3Async,
        ["gamespy1"] = GamespyQuery.AskFirstAsync,
        ["gamespy2"] = GamespyQuery.AskSecondAsync,
        ["gamespy3"] = GamespyQuery.AskThirdAsync,
        ["ut3"] = GamespyQuery.AskThirdAsync,
        ["jc2mp"] = GamespyQuery.AskThirdAsync,
        ["toxikk"] = ValveQuery.AskAsync,
        ["unreal2"] = UnrealQuery.AskAsync,
        ["ase"] = AseQuery.AskAsync,
        ["minecraft"] = MinecraftQuery.AskAsync,
        ["samp"] = SampQuery.Of("SAMP", skip: 0),
        ["gtasao"] = SampQuery.Of("SAMP", skip: 0),
        ["vcmp"] = SampQuery.Of("VCMP", skip: 12),
        ["mumbleping"] = MumbleQuery.AskAsync,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary><c>null</c> when servers of that protocol cannot be asked.</summary>
    public static GameQuery? Find(string protocol) => Known.GetValueOrDefault(protocol);

    /// <summary>Without the colour codes of Quake (<c>^1</c>) and Minecraft (<c>§a</c>).</summary>
    public static string Plain(string name) => Colours().Replace(name, "").Trim();

    [GeneratedRegex(@"\^[0-9a-zA-Z]|§.|[\x00-\x1F]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colours();
}
