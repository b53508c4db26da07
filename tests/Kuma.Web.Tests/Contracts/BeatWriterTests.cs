using System.Globalization;
using System.Text;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Web.Contracts;
using NSubstitute;

namespace Kuma.Web.Tests.Contracts;

/// <summary>A beat as it goes out live and in pages of important ones (spec/engine.md section 4.1); rows are told in <see cref="BeatRowsTests"/>.</summary>
public sealed class BeatWriterTests
{
    private static readonly Heartbeat Beat = new()
    {
        Id = 12, MonitorId = new MonitorId(7), Status = HeartbeatStatus.Down, Time = new DateTimeOffset(2026, 10, 25, 0, 30, 5, 678, TimeSpan.Zero),
        EndTime = new DateTimeOffset(2026, 10, 25, 0, 30, 6, TimeSpan.Zero), Message = "timeout \"é\"", Ping = 12.5, Important = true, Duration = 60, Retries = 3,
        DownCount = 2, Response = [1, 2, 3],
    };

    private static readonly Heartbeat Bare = new()
    {
        MonitorId = new MonitorId(7), Status = HeartbeatStatus.Up, Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    [Fact]
    public void A_live_beat_has_real_booleans_and_the_time_on_the_servers_wall() => Live(Beat).ShouldBe(
        """
        {"monitorID":7,"status":0,"time":"2026-10-25 00:30:05.678","msg":"timeout \"é\"","ping":12.5,"important":true,"duration":60,"retries":3,"downCount":2,"response":"AQID","localDateTime":"2026-10-25 02:30:05","timezone":"Europe/Berlin"}
        """);

    [Fact]
    public void A_live_beat_leaves_out_what_it_has_not() => Live(Bare).ShouldBe(
        """
        {"monitorID":7,"status":1,"time":"2026-01-02 03:04:05.000","important":false,"duration":0,"retries":0,"downCount":0,"localDateTime":"2026-01-02 04:04:05","timezone":"Europe/Berlin"}
        """);

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29 01:59:59")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29 03:00:00")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25 02:30:00")]
    public void The_wall_follows_the_clock_of_the_zone(string time, string wall) =>
        Live(Bare with { Time = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) }).ShouldContain($"\"localDateTime\":\"{wall}\"");

    [Fact]
    public void A_page_of_important_beats_has_numbers_for_booleans_and_null_for_what_is_missing() => Text(BeatWriter.Paged([Beat, Bare])).ShouldBe(
        """
        [{"monitorID":7,"status":0,"time":"2026-10-25 00:30:05.678","msg":"timeout \"é\"","ping":12.5,"important":1,"duration":60,"retries":3,"response":"AQID"},{"monitorID":7,"status":1,"time":"2026-01-02 03:04:05.000","msg":null,"ping":null,"important":0,"duration":0,"retries":0,"response":null}]
        """);

    private static string Live(Heartbeat beat)
    {
        var timezone = Substitute.For<IServerTimezone>();
        timezone.Zone.Returns(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        timezone.Name.Returns("Europe/Berlin");
        return Text(BeatWriter.Live(beat, timezone));
    }

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
