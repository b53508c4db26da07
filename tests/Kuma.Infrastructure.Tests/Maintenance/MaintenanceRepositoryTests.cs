using Dapper;
using Kuma.Application.Maintenance;
using Kuma.Domain.Common;
using Kuma.Domain.Maintenance;
using Kuma.Infrastructure.Maintenance;
using Kuma.Testing;

namespace Kuma.Infrastructure.Tests.Maintenance;

public sealed class MaintenanceRepositoryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly UserId Alice = new(1);
    private static readonly UserId Bob = new(2);

    private TestDatabase _database = null!;
    private MaintenanceRepository _repository = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _repository = new MaintenanceRepository(_database.DataSource);
        await ExecuteAsync("""
            insert into users (id, username, password) values (1, 'alice', ''), (2, 'bob', '');
            insert into monitor (id, user_id, name, type) values (11, 1, 'a', 'http'), (12, 1, 'b', 'http'), (21, 2, 'c', 'http');
            insert into status_page (id, slug, title) values (5, 'five', 'Five'), (6, 'six', 'Six')
            """);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Every_field_comes_back_as_it_was_stored()
    {
        var plan = new MaintenancePlan
        {
            Owner = Alice, Title = "t", Description = "# d", Active = false, Strategy = MaintenanceStrategy.RecurringDayOfMonth, IntervalDay = 3,
            StartDate = "2026-01-01T10:00", EndDate = "2026-02-01 10:00:00", StartTime = new(22, 5), EndTime = new(6, 0, 30), Weekdays = [1, 0],
            DaysOfMonth = [new(31), new(2, FromEnd: true)], Cron = "5 22 31,L-1 * *", Duration = TimeSpan.FromSeconds(28_530), Zone = "Asia/Tokyo",
        };

        var id = await _repository.AddAsync(plan, CancellationToken.None);
        var stored = (await _repository.FindAsync(id, CancellationToken.None))!.Plan;

        stored.Weekdays.ShouldBe(plan.Weekdays);
        stored.DaysOfMonth.ShouldBe(plan.DaysOfMonth);
        stored.ShouldBe(plan with { Id = id, Weekdays = stored.Weekdays, DaysOfMonth = stored.DaysOfMonth });
    }

    [Fact]
    public async Task Saving_replaces_the_plan_and_leaves_what_it_covers()
    {
        var plan = await AddAsync();
        await _repository.ReplaceMonitorsAsync(plan.Id, Alice, [new(11)], CancellationToken.None);

        await _repository.SaveLastStartAsync(plan.Id, DateTimeOffset.UnixEpoch, CancellationToken.None);
        (await FindAsync(plan.Id)).Plan.LastStart.ShouldBe(DateTimeOffset.UnixEpoch);
        await _repository.SaveAsync(plan with { Title = "new", Zone = null, Strategy = MaintenanceStrategy.Manual }, CancellationToken.None);
        await _repository.SaveActiveAsync(plan.Pause(), CancellationToken.None);

        var stored = await FindAsync(plan.Id);
        (stored.Plan.Title, stored.Plan.Active, stored.Plan.LastStart, stored.Plan.Owner).ShouldBe(("new", false, null, Alice));
        stored.Monitors.ShouldBe([new MonitorId(11)]);
    }

    [Fact]
    public async Task Links_are_replaced_and_strange_monitors_and_pages_are_passed_over()
    {
        var plan = await AddAsync();

        await _repository.ReplaceMonitorsAsync(plan.Id, Alice, [new(11), new(21), new(999)], CancellationToken.None);
        await _repository.ReplaceMonitorsAsync(plan.Id, Alice, [new(11), new(12)], CancellationToken.None);
        await _repository.ReplacePagesAsync(plan.Id, [new(5), new(6), new(999)], CancellationToken.None);

        (await FindAsync(plan.Id)).Monitors.ShouldBe([new MonitorId(11), new MonitorId(12)]);
        (await _repository.ListPagesAsync(plan.Id, CancellationToken.None)).ShouldBe([new(new(5), "Five"), new(new(6), "Six")]);
        await _repository.ReplaceMonitorsAsync(plan.Id, Bob, [new(11), new(21)], CancellationToken.None);
        (await FindAsync(plan.Id)).Monitors.ShouldBe([new MonitorId(11), new MonitorId(21)], "whoever owns it adds monitors of their own alone");
        await _repository.ReplaceMonitorsAsync(plan.Id, Alice, [], CancellationToken.None);
        (await FindAsync(plan.Id)).Monitors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deleted_one_leaves_nothing_behind()
    {
        var plan = await AddAsync();
        await _repository.ReplaceMonitorsAsync(plan.Id, Alice, [new(11)], CancellationToken.None);

        await _repository.DeleteAsync(plan.Id, CancellationToken.None);

        (await _repository.ListAsync(CancellationToken.None)).ShouldBeEmpty();
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<int>("select count(*) from monitor_maintenance")).ShouldBe(0);
    }

    [Fact]
    public async Task Rows_of_another_make_are_read_as_far_as_they_go()
    {
        await ExecuteAsync("""
            insert into maintenance (title, strategy, start_time, end_time, weekdays, days_of_month)
            values ('old', 'recurring-weekday', '02:00:00', 'x', '[1,"2",null,1.5,1e99]', '["lastDay1",3,"lastDay9",true]'), ('odd', 'nonsense', null, null, '{}', '7')
            """);

        var plans = (await _repository.ListAsync(CancellationToken.None)).Select(stored => stored.Plan).ToList();

        plans[0].ShouldSatisfyAllConditions(
            plan => plan.Owner.ShouldBeNull(),
            plan => (plan.StartTime, plan.EndTime).ShouldBe((new TimeOnly(2, 0), null)),
            plan => plan.Weekdays.ShouldBe([1]),
            plan => plan.DaysOfMonth.ShouldBe([new(1, FromEnd: true), new(3)]));
        plans[1].Title.ShouldBe("odd");
    }

    private async Task<MaintenancePlan> AddAsync()
    {
        var plan = new MaintenancePlan { Owner = Alice, Title = "t", Strategy = MaintenanceStrategy.Cron, Cron = "@daily", Zone = "UTC" };
        return plan with { Id = await _repository.AddAsync(plan, CancellationToken.None) };
    }

    private async Task<StoredMaintenance> FindAsync(MaintenanceId id) => (await _repository.FindAsync(id, CancellationToken.None))!;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
