using Kuma.Application.Maintenance;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Web.StatusPages;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Kuma.Web.Tests.StatusPages;

public sealed class BeatPiecesTests
{
    private static readonly MonitorId One = new(1);
    private static readonly MonitorId Two = new(2);

    private readonly LiveBoard _board = new(new FakeTimeProvider(), Substitute.For<IMaintenanceCalendar>());
    private readonly BeatPieces _pieces;
    private int _made;

    public BeatPiecesTests()
    {
        _pieces = new BeatPieces(_board);
        _board.Show(Beat(One));
        _board.Show(Beat(Two));
    }

    [Fact]
    public void A_beat_makes_the_piece_of_its_monitor_anew_and_no_other()
    {
        Get(One);
        var other = Get(Two);

        _board.Show(Beat(One));

        Get(One).ShouldBe([2]);
        Get(Two).ShouldBeSameAs(other);
        _made.ShouldBe(3);
    }

    [Fact]
    public void Cleared_beats_are_gone_from_the_piece()
    {
        Get(One);

        _board.ClearHeartbeats([One]);

        Get(One).ShouldBe([0]);
    }

    [Fact]
    public void A_full_board_moves_on_too()
    {
        for (var i = 0; i < ILiveBoard.RecentLength; i++)
        {
            _board.Show(Beat(One));
        }

        Get(One);
        _board.Show(Beat(One));
        Get(One);

        _made.ShouldBe(2);
    }

    [Fact]
    public void A_monitor_that_no_page_shows_is_forgotten()
    {
        Get(One);
        Get(Two);

        _pieces.Keep(new HashSet<MonitorId> { Two });
        Get(One);
        Get(Two);

        _made.ShouldBe(3);
    }

    private byte[] Get(MonitorId id) => _pieces.Get(id, "kind", beats =>
    {
        _made++;
        return [(byte)beats.Count];
    });

    private static Heartbeat Beat(MonitorId id) => new() { MonitorId = id, Status = HeartbeatStatus.Up, Time = DateTimeOffset.UnixEpoch };
}
