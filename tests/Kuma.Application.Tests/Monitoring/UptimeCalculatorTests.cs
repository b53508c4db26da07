using Kuma.Application.Monitoring;
using Kuma.Domain.Heartbeats;

namespace Kuma.Application.Tests.Monitoring;

public sealed class UptimeCalculatorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly UptimeCalculator _calculator = new();

    [Fact]
    public void A_monitor_without_a_beat_has_no_uptime_and_no_average() =>
        _calculator.Figure(UptimeWindow.Day, Noon).ShouldBe(new UptimeFigure(0, null));

    [Fact]
    public void The_average_is_that_of_the_pings()
    {
        Up(Noon, 0, 100, 400);

        _calculator.Figure(UptimeWindow.Day, Noon).ShouldBe(new UptimeFigure(1, 166.66666666666666));
    }

    [Fact]
    public void Maintenance_counts_neither_way()
    {
        _calculator.Add(HeartbeatStatus.Maintenance, null, Noon);

        _calculator.Figure(UptimeWindow.Day, Noon).ShouldBe(new UptimeFigure(0, null));
        _calculator.Buckets(UptimeWindow.Day, Noon).ShouldHaveSingleItem().Maintenance.ShouldBe(1);
    }

    [Fact]
    public void A_day_without_data_shows_the_last_figure_since_the_start()
    {
        Up(Noon, 0, 0, 0, 1);
        _calculator.Add(HeartbeatStatus.Down, null, Noon);

        foreach (var hours in new[] { 0, 24, 48 })
        {
            _calculator.Figure(UptimeWindow.Day, Noon.AddHours(hours)).ShouldBe(new UptimeFigure(0.8, 0.25));
        }
    }

    [Fact]
    public void After_a_restart_a_day_without_data_shows_nothing()
    {
        _calculator.Load(BucketSize.Minute, new UptimeBucket(Noon.ToUnixTimeSeconds(), 5, 0, 0, 10, 1, 20));

        _calculator.Figure(UptimeWindow.Day, Noon).ShouldBe(new UptimeFigure(1, 10));
        _calculator.Figure(UptimeWindow.Day, Noon.AddHours(48)).ShouldBe(new UptimeFigure(0, null));
    }

    [Fact]
    public void Pending_counts_as_down()
    {
        Up(Noon, 5);
        _calculator.Add(HeartbeatStatus.Pending, null, Noon);

        _calculator.Figure(UptimeWindow.Day, Noon).Uptime.ShouldBe(0.5);
    }

    [Fact]
    public void A_beat_without_a_ping_weighs_as_the_current_average()
    {
        Up(Noon, 100);
        _calculator.Add(HeartbeatStatus.Up, null, Noon);
        Up(Noon, 400);

        var bucket = _calculator.Buckets(UptimeWindow.Day, Noon).ShouldHaveSingleItem();
        (bucket.Up, bucket.AveragePing, bucket.MinPing, bucket.MaxPing).ShouldBe((3, 200.0, 100.0, 400.0));
    }

    [Theory]
    [InlineData(BucketSize.Minute, 60, 1440)]
    [InlineData(BucketSize.Hour, 3600, 720)]
    [InlineData(BucketSize.Day, 86_400, 365)]
    public void Each_series_remembers_its_window_and_no_more(BucketSize size, int seconds, int count)
    {
        for (var i = 0; i < count * 2; i++)
        {
            _calculator.Add(HeartbeatStatus.Up, i, Noon.AddSeconds((double)i * seconds));
        }

        var now = Noon.AddSeconds((double)((count * 2) - 1) * seconds);
        var buckets = _calculator.Buckets(new UptimeWindow(size, count), now);
        buckets.Count.ShouldBe(count);
        buckets[0].Start.ShouldBe(now.ToUnixTimeSeconds() / seconds * seconds);
        buckets[^1].Start.ShouldBe(buckets[0].Start - ((count - 1L) * seconds));
        _calculator.Buckets(new UptimeWindow(size, count * 2), now).Count.ShouldBe(count + 1);
    }

    [Fact]
    public void The_windows_end_with_the_current_bucket()
    {
        _calculator.Add(HeartbeatStatus.Down, null, Noon);
        Up(Noon.AddHours(23), 7);

        _calculator.Figure(UptimeWindow.Day, Noon.AddHours(23)).Uptime.ShouldBe(0.5);
        _calculator.Figure(UptimeWindow.Day, Noon.AddHours(24)).Uptime.ShouldBe(1);
        _calculator.Figure(UptimeWindow.Week, Noon.AddHours(24)).Uptime.ShouldBe(0.5);
        _calculator.Figure(UptimeWindow.Month, Noon.AddDays(29)).Uptime.ShouldBe(0.5);
        _calculator.Figure(UptimeWindow.Year, Noon.AddDays(364)).Uptime.ShouldBe(0.5);
    }

    [Fact]
    public void Days_are_those_of_UTC_also_when_clocks_change()
    {
        // In Europe the clock is moved on the night before this noon; in UTC it is a night like any other.
        for (var hour = -36; hour < 36; hour++)
        {
            Up(Noon.AddHours(hour), 1);
        }

        _calculator.Buckets(UptimeWindow.Year, Noon.AddHours(35)).Select(bucket => bucket.Up).ShouldBe([24, 24, 24]);
    }

    [Fact]
    public void A_clock_that_is_set_back_counts_where_it_says_and_loses_nothing()
    {
        Up(Noon, 1);
        Up(Noon.AddHours(-1), 3);
        Up(Noon, 5);

        _calculator.Buckets(UptimeWindow.Day, Noon).Select(bucket => (bucket.Up, bucket.AveragePing)).ShouldBe([(2, 3.0), (1, 3.0)]);
    }

    [Fact]
    public void A_beat_returns_its_buckets_as_they_are_to_be_stored()
    {
        Up(Noon.AddMinutes(-1), 10);

        var touched = _calculator.Add(HeartbeatStatus.Up, 30, Noon);

        touched.Minute.ShouldBe(new UptimeBucket(Noon.ToUnixTimeSeconds(), 1, 0, 0, 30, 30, 30));
        touched.Day.ShouldBe(new UptimeBucket(Noon.AddHours(-12).ToUnixTimeSeconds(), 2, 0, 0, 20, 10, 30));
    }

    private void Up(DateTimeOffset at, params int[] pings)
    {
        foreach (var ping in pings)
        {
            _calculator.Add(HeartbeatStatus.Up, ping, at);
        }
    }
}
