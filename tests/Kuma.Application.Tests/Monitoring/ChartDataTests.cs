using Kuma.Application.Common;
using Kuma.Application.Heartbeats;
using Kuma.Application.Monitoring;
using Kuma.Application.Monitors;
using Kuma.Domain.Common;
using Kuma.Domain.Monitors;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Application.Tests.Monitoring;

public sealed class ChartDataTests
{
    private static readonly Actor Alice = new(new UserId(1));
    private static readonly MonitorId Id = new(7);

    private readonly ILiveBoard _board = Substitute.For<ILiveBoard>();
    private readonly IMonitorDirectory _directory = Substitute.For<IMonitorDirectory>();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero));

    public ChartDataTests()
    {
        _directory.Find(Id).Returns(new Monitor(Id, Alice.UserId, active: true, new MonitorSettings()));
        _board.Buckets(default, default).ReturnsForAnyArgs([]);
    }

    [Theory]
    [InlineData(1, BucketSize.Minute, 60)]
    [InlineData(24, BucketSize.Minute, 1440)]
    [InlineData(25, BucketSize.Hour, 25)]
    [InlineData(168, BucketSize.Hour, 168)]
    [InlineData(720, BucketSize.Hour, 720)]
    [InlineData(721, BucketSize.Day, 30)]
    [InlineData(8760, BucketSize.Day, 365)]
    public async Task A_period_is_shown_in_buckets_that_fit(double hours, BucketSize size, int count)
    {
        await ReadAsync(hours);

        _board.Received().Buckets(Id, new UptimeWindow(size, count));
    }

    [Fact]
    public async Task The_current_bucket_is_always_there()
    {
        var result = await ReadAsync(24);

        result.Value.ShouldBe([new UptimeBucket { Start = _time.GetUtcNow().ToUnixTimeSeconds() - 53 }]);
    }

    [Fact]
    public async Task A_missing_period_is_refused() => (await ReadAsync(null)).Error!.Message.ShouldBe("Invalid period.");

    private Task<Result<IReadOnlyList<UptimeBucket>>> ReadAsync(double? hours) =>
        new GetMonitorChartDataHandler(_board, _directory, _time).Handle(new GetMonitorChartData(Alice, Id, hours), CancellationToken.None);
}
