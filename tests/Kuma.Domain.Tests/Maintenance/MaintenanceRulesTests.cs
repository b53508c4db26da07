using Kuma.Domain.Maintenance;

namespace Kuma.Domain.Tests.Maintenance;

public sealed class MaintenanceRulesTests
{
    private static readonly MaintenancePlan Night = new()
    {
        Title = "t", Strategy = MaintenanceStrategy.RecurringInterval, StartTime = new(22, 30), EndTime = new(6, 0), IntervalDay = 2,
    };

    [Fact]
    public void A_recurring_plan_gets_the_pattern_and_the_length_of_its_windows()
    {
        Complete(Night).ShouldSatisfyAllConditions(
            plan => plan.Cron.ShouldBe("30 22 * * *"), plan => plan.Duration.ShouldBe(TimeSpan.FromHours(7.5)));
        Complete(Night with { Strategy = MaintenanceStrategy.RecurringWeekday, Weekdays = [5, 1, 5, 0] }).Cron.ShouldBe("30 22 * * 0,1,5");
        Complete(Night with { Strategy = MaintenanceStrategy.RecurringDayOfMonth, DaysOfMonth = [new(3), new(1, FromEnd: true), new(3), new(4, FromEnd: true)] })
            .Cron.ShouldBe("30 22 3,L,L-3 * *");
        Complete(Night with { EndTime = Night.StartTime }).Duration.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Other_plans_stay_as_they_are()
    {
        var manual = new MaintenancePlan { Title = "t", Strategy = MaintenanceStrategy.Manual };
        var cron = new MaintenancePlan { Title = "t", Strategy = MaintenanceStrategy.Cron, Cron = "@daily", Duration = TimeSpan.FromMinutes(5) };

        Complete(manual).ShouldBe(manual);
        Complete(cron).ShouldBe(cron);
    }

    [Theory]
    [InlineData("2026-01-01", true)]
    [InlineData("2026-01-01T10:00", true)]
    [InlineData("2026-01-01 10:00:30", true)]
    [InlineData("2026-01-01T10:00:30.123Z", true)]
    [InlineData("notadate", false)]
    [InlineData("2026-13-01", false)]
    [InlineData("12026-01-01T10:00", false)]
    [InlineData(" ", false)]
    public void Dates_are_read_as_clients_write_them(string text, bool isDate)
    {
        (MaintenanceRules.ReadDate(text) is not null).ShouldBe(isDate);
        Refusal(Night with { StartDate = text }).ShouldBe(isDate ? null : "Invalid start date");
        Refusal(Night with { EndDate = text }).ShouldBe(isDate ? null : "Invalid end date");
    }

    [Fact]
    public void What_cannot_be_planned_is_refused_in_the_words_of_the_wire()
    {
        Refusal(Night with { Title = "" }).ShouldNotBeNull();
        Refusal(Night with { Title = new string('x', 151) }).ShouldNotBeNull();
        Refusal(Night with { Zone = "Mars/Olympus" }).ShouldBe("Invalid time zone specified: Mars/Olympus");
        Refusal(Night with { Zone = "/dev/zero" }).ShouldNotBeNull("a name is no path");
        Refusal(Night with { Zone = "../../../dev/zero" }).ShouldNotBeNull();
        Refusal(Night with { Zone = "America/Argentina/Buenos_Aires" }).ShouldBeNull();
        Refusal(Night with { Zone = "Etc/GMT+5" }).ShouldBeNull();
        Refusal(Night with { Zone = MaintenancePlan.SameAsServer }).ShouldBeNull();
        Refusal(Night with { Strategy = MaintenanceStrategy.Single }).ShouldBe("Invalid start date");
        Refusal(Night with { Strategy = MaintenanceStrategy.Cron, Cron = "61 * * * *" }).ShouldBe("CronPattern: Invalid value for minute: 61");
        Refusal(Night with { Strategy = MaintenanceStrategy.Cron, Cron = "* * * * *", Duration = null }).ShouldBe("Invalid duration");
        Refusal(Night with { Strategy = MaintenanceStrategy.RecurringWeekday })
            .ShouldBe("CronPattern: configuration entry dayOfWeek () is empty, check for trailing spaces.");
        Refusal(Night with { Strategy = MaintenanceStrategy.RecurringWeekday, Weekdays = [9] }).ShouldBe("CronPattern: Invalid value for dayOfWeek: 9");
        Refusal(Night with { Strategy = MaintenanceStrategy.RecurringDayOfMonth, DaysOfMonth = [new(32)] }).ShouldBe("CronPattern: Invalid value for day: 32");
        Refusal(Night with { StartTime = null }).ShouldBe("Invalid time range");
        Refusal(Night with { IntervalDay = 0 }).ShouldNotBeNull();
        Refusal(Night with { IntervalDay = 3651 }).ShouldNotBeNull();
    }

    [Fact]
    public void An_edit_keeps_the_owner_and_starts_an_interval_over_only_when_its_rhythm_changed()
    {
        var stored = Night with { Id = new(7), Owner = new(3), LastStart = DateTimeOffset.UnixEpoch };

        (Night with { Title = "new" }).Replacing(stored).ShouldBe(stored with { Title = "new" });
        (Night with { IntervalDay = 5 }).Replacing(stored).LastStart.ShouldBeNull();
        (Night with { StartTime = new(1, 0) }).Replacing(stored).LastStart.ShouldBeNull();
    }

    private static MaintenancePlan Complete(MaintenancePlan plan)
    {
        MaintenanceRules.Complete(ref plan).ShouldBeNull();
        return plan;
    }

    private static string? Refusal(MaintenancePlan plan) => MaintenanceRules.Complete(ref plan);
}
