using Kuma.Application.Maintenance;
using Kuma.Application.Monitoring;
using Kuma.Domain.Common;
using Kuma.Domain.Heartbeats;
using Kuma.Infrastructure.Engine;
using Kuma.Testing;
using NSubstitute;
using Monitor = Kuma.Domain.Monitors.Monitor;

namespace Kuma.Infrastructure.Tests.Engine;

public sealed class GroupCheckerTests
{
    private readonly MonitorList _monitors = new();
    private readonly LiveBoard _board = new(TimeProvider.System, Substitute.For<IMaintenanceCalendar>());
    private readonly Monitor _group = A.Monitor("group").WithId(1);

    [Fact]
    public async Task A_group_without_children_is_pending() =>
        (await CheckAsync()).ShouldBe((HeartbeatStatus.Pending, false, "Group empty"));

    [Theory]
    [InlineData(HeartbeatStatus.Up, HeartbeatStatus.Up)]
    [InlineData(HeartbeatStatus.Up, HeartbeatStatus.Maintenance)]
    public async Task A_group_is_up_when_nothing_in_it_is_wrong(HeartbeatStatus one, HeartbeatStatus other)
    {
        Add(2, "web", one);
        Add(3, "mail", other);

        (await CheckAsync()).ShouldBe((HeartbeatStatus.Up, false, "All children up and running"));
    }

    [Fact]
    public async Task Children_that_are_down_make_it_fail_and_are_named()
    {
        Add(2, "web", HeartbeatStatus.Down);
        Add(3, "", HeartbeatStatus.Down);
        Add(4, "mail", HeartbeatStatus.Pending);
        Add(5, "new", status: null);
        Add(6, "fine", HeartbeatStatus.Up);

        (await CheckAsync()).ShouldBe((HeartbeatStatus.Down, true, "Child monitors down: web, #3; pending: mail, new"));
    }

    [Fact]
    public async Task Children_that_are_not_known_yet_leave_it_pending()
    {
        Add(2, "web", HeartbeatStatus.Pending);
        Add(3, "new", status: null);

        (await CheckAsync()).ShouldBe((HeartbeatStatus.Pending, false, "Pending child monitors: web, new"));
    }

    [Fact]
    public async Task Paused_children_do_not_count()
    {
        Add(2, "web", HeartbeatStatus.Down, isPaused: true);

        (await CheckAsync()).ShouldBe((HeartbeatStatus.Up, false, "All children up and running"));
    }

    [Fact]
    public async Task Grandchildren_count_through_their_own_group()
    {
        _monitors.Put(A.Monitor("group").WithId(2).With(settings => settings with { Name = "inner", Parent = _group.Id }));
        _monitors.Put(A.Monitor().WithId(3).With(settings => settings with { Parent = new MonitorId(2) }));
        Show(3, HeartbeatStatus.Down);
        Show(2, HeartbeatStatus.Up);

        (await CheckAsync()).Status.ShouldBe(HeartbeatStatus.Up);
    }

    private void Add(int id, string name, HeartbeatStatus? status, bool isPaused = false)
    {
        var child = A.Monitor().WithId(id).With(settings => settings with { Name = name, Parent = _group.Id });
        _monitors.Put(isPaused ? child.Paused() : child);
        if (status is { } known)
        {
            Show(id, known);
        }
    }

    private void Show(int id, HeartbeatStatus status) =>
        _board.Show(new Heartbeat { Id = id, MonitorId = new MonitorId(id), Status = status, Time = DateTimeOffset.UnixEpoch });

    private async Task<(HeartbeatStatus Status, bool IsError, string? Message)> CheckAsync()
    {
        var outcome = await new GroupChecker(_monitors, _board).CheckAsync(_group, CancellationToken.None);
        return (outcome.Status, outcome.IsError, outcome.Message);
    }
}
