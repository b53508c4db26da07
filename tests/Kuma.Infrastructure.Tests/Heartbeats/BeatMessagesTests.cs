using System.Globalization;
using System.Text.Json;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Application.Settings;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Infrastructure.Heartbeats;
using Kuma.Infrastructure.Tests.Notifications;
using Kuma.Testing;
using NSubstitute;

namespace Kuma.Infrastructure.Tests.Heartbeats;

/// <summary>What notifications are told of a beat; the texts are those of the requests that were recorded from the original.</summary>
public sealed class BeatMessagesTests
{
    private static readonly MonitorView View = new(
        A.Monitor().With(settings => settings with { Name = "My (Site)" }),
        Active: true, ForceInactive: false, UnderMaintenance: false, Path: ["My (Site)"], Descendants: [], Notifications: [], Tags: []);

    private static readonly Heartbeat Down = new()
    {
        MonitorId = new MonitorId(7), Status = HeartbeatStatus.Down, Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), Message = "timeout",
        Important = true, Duration = 60,
    };

    [Fact]
    public async Task A_beat_that_is_down_is_told_as_in_the_original()
    {
        var told = await TellAsync(Down);

        told.Text.ShouldBe(Bench.DownText);
        told.HeartbeatJson.ShouldBe(Bench.Down);
    }

    [Fact]
    public async Task A_beat_that_is_up_says_since_when_it_was_down()
    {
        var told = await TellAsync(
            Down with { Status = HeartbeatStatus.Up, Message = "200 - OK", Ping = 123 }, lastDown: new DateTimeOffset(2026, 1, 2, 2, 0, 0, TimeSpan.Zero));

        told.Text.ShouldBe(Bench.UpText);
        told.HeartbeatJson.ShouldBe(Bench.Up);
    }

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "+01:00", "2026-03-29 01:59:59")]
    [InlineData("2026-03-29T01:00:00Z", "+02:00", "2026-03-29 03:00:00")]
    [InlineData("2026-10-25T00:30:00Z", "+02:00", "2026-10-25 02:30:00")]
    [InlineData("2026-10-25T01:30:00Z", "+01:00", "2026-10-25 02:30:00")]
    public async Task The_wall_of_the_server_has_the_offset_of_that_moment(string time, string offset, string wall)
    {
        var told = await TellAsync(Down with { Time = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) });

        using var beat = JsonDocument.Parse(told.HeartbeatJson);
        beat.RootElement.GetProperty("timezone").GetString().ShouldBe("Europe/Berlin");
        beat.RootElement.GetProperty("timezoneOffset").GetString().ShouldBe(offset);
        beat.RootElement.GetProperty("localDateTime").GetString().ShouldBe(wall);
    }

    [Fact]
    public async Task A_kept_response_is_told_as_text_and_a_missing_message_by_its_absence()
    {
        var told = await TellAsync(Down with { Message = null, Duration = null, Response = BrotliText.Compress("<b>wörk</b>\0") });

        using var beat = JsonDocument.Parse(told.HeartbeatJson);
        beat.RootElement.GetProperty("msg").GetString().ShouldBe("N/A");
        beat.RootElement.GetProperty("response").GetString().ShouldBe("<b>wörk</b>", "PostgreSQL keeps no NUL");
        beat.RootElement.TryGetProperty("duration", out _).ShouldBeFalse();
        told.Text.ShouldBe("[My (Site)] [🔴 Down] ");
    }

    [Fact]
    public async Task A_monitor_that_was_deleted_meanwhile_leaves_the_beat_alone()
    {
        var told = await TellAsync(Down, known: false);

        told.MonitorJson.ShouldBeNull();
        told.HeartbeatJson.ShouldBe(Bench.Down);
    }

    private static async Task<BeatMessage> TellAsync(Heartbeat beat, DateTimeOffset? lastDown = null, bool known = true)
    {
        var views = Substitute.For<IMonitorViews>();
        views.FindAsync(Arg.Any<IReadOnlyCollection<MonitorId>>(), Arg.Any<CancellationToken>())
            .Returns(known ? new Dictionary<MonitorId, MonitorView> { [beat.MonitorId] = View } : []);
        var json = Substitute.For<IMonitorJson>();
        json.WithoutSecrets(View).Returns("{}");
        var timezone = Substitute.For<IServerTimezone>();
        timezone.Zone.Returns(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        timezone.Name.Returns("Europe/Berlin");
        var record = new BeatRecord { Beat = beat, Monitor = View.Monitor, FromPush = false, Notify = true, LastDownTime = lastDown };
        return (await new BeatMessages(views, json, timezone).OfAsync([record], TestContext.Current.CancellationToken)).Single();
    }
}
