using Kuma.Infrastructure.Checkers.Games;

namespace Kuma.Infrastructure.Tests.Checkers;

public sealed class GameCatalogTests
{
    private readonly GameCatalog _catalog = new();

    [Fact]
    public void All_games_are_there_by_name()
    {
        _catalog.Games.Count.ShouldBe(358);
        _catalog.Games.Select(game => game.Name).ShouldBeInOrder(SortDirection.Ascending, StringComparer.InvariantCultureIgnoreCase);
        _catalog.Games.Select(game => game.Id).ShouldBeUnique();
    }

    [Fact]
    public void A_game_knows_its_protocol_and_ports()
    {
        var minecraft = _catalog.Find("minecraft").ShouldNotBeNull();

        minecraft.Options.Protocol.ShouldBe("minecraft");
        minecraft.Options.Port.ShouldBe(25565);
    }

    [Fact]
    public void A_game_is_found_by_the_id_it_had_before()
    {
        _catalog.Find("arma2oa")?.Id.ShouldBe("a2oa");
        _catalog.Find("no such game").ShouldBeNull();
    }
}
