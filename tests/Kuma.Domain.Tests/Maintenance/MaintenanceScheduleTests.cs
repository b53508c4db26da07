using System.Globalization;
using Kuma.Domain.Maintenance;

namespace Kuma.Domain.Tests.Maintenance;

public sealed class MaintenanceScheduleTests
{
    private static readonly MaintenancePlan Daily = Recurring("recurring-interval", "02:00", "03:00") with { IntervalDay = 1 };

    [Fact]
    public void A_manual_plan_is_under_maintenance_as_long_as_it_is_active()
    {
        var plan = new MaintenancePlan { Title = "m", Strategy = MaintenanceStrategy.Manual };

        At(plan, "UTC", "2026-01-01T00:00Z").ShouldBe("under-maintenance");
        At(plan.Pause(), "UTC", "2026-01-01T00:00Z").ShouldBe("inactive");
        At(plan.Pause().Resume(), "UTC", "2026-01-01T00:00Z").ShouldBe("under-maintenance");
    }

    [Theory]
    [InlineData("Asia/Tokyo", "2026-01-01T00:59:59Z", "scheduled")]
    [InlineData("Asia/Tokyo", "2026-01-01T01:00:00Z", "under-maintenance")]
    [InlineData("Asia/Tokyo", "2026-01-01T02:29:59Z", "under-maintenance")]
    [InlineData("Asia/Tokyo", "2026-01-01T02:30:00Z", "ended")]
    [InlineData("UTC", "2026-01-01T02:30:00Z", "scheduled")]
    public void A_single_window_lies_between_its_dates_in_its_own_zone(string zone, string now, string expected) =>
        At(Single("2026-01-01T10:00", "2026-01-01 11:30:00"), zone, now).ShouldBe(expected);

    [Fact]
    public void A_single_window_without_an_end_stays_open() =>
        At(Single("2026-01-01T10:00", end: null), "UTC", "2036-01-01T00:00Z").ShouldBe("under-maintenance");

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T02:15", "2026-03-29T03:15", "2026-03-29T01:00Z", "2026-03-29T01:15Z")] // begins in the gap
    [InlineData("Europe/Berlin", "2026-10-25T02:15", "2026-10-25T03:15", "2026-10-25T00:15Z", "2026-10-25T02:15Z")] // begins in the overlap
    [InlineData("America/New_York", "2026-03-08T01:30", "2026-03-08T02:30", "2026-03-08T06:30Z", "2026-03-08T07:00Z")] // ends in the gap
    [InlineData("America/New_York", "2026-11-01T00:30", "2026-11-01T01:30", "2026-11-01T04:30Z", "2026-11-01T05:30Z")] // ends in the overlap
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-04T04:00", "2026-10-03T15:30Z", "2026-10-03T17:00Z")] // half an hour's gap
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:40", "2026-04-05T03:00", "2026-04-04T14:40Z", "2026-04-04T16:30Z")] // and overlap
    [InlineData("Pacific/Apia", "2011-12-30T12:00", "2011-12-31T12:00", "2011-12-30T10:00Z", "2011-12-30T22:00Z")] // a day that never was
    public void A_single_window_keeps_to_the_wall_when_the_clock_changes(string zone, string start, string end, string begins, string ends)
    {
        var plan = Single(start, end);

        At(plan, zone, begins, -1).ShouldBe("scheduled");
        At(plan, zone, begins).ShouldBe("under-maintenance");
        At(plan, zone, ends, -1).ShouldBe("under-maintenance");
        At(plan, zone, ends).ShouldBe("ended");
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T02:00", "2026-03-28T01:00Z", "2026-03-28T02:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T00:00", "2026-03-29T01:00Z", "2026-03-29T02:00Z")] // 02:00 is skipped: it begins with the change
    [InlineData("Europe/Berlin", "2026-03-30T00:00", "2026-03-30T00:00Z", "2026-03-30T01:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T00:00", "2026-10-25T00:00Z", "2026-10-25T01:00Z")] // 02:00 comes twice: the first one counts
    [InlineData("Europe/Berlin", "2026-10-26T00:00", "2026-10-26T01:00Z", "2026-10-26T02:00Z")]
    [InlineData("America/New_York", "2026-03-08T00:00", "2026-03-08T07:00Z", "2026-03-08T08:00Z")]
    [InlineData("America/New_York", "2026-11-01T00:00", "2026-11-01T07:00Z", "2026-11-01T08:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T00:00", "2026-10-03T15:30Z", "2026-10-03T16:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T00:00", "2026-04-04T15:30Z", "2026-04-04T16:30Z")]
    public void A_daily_window_begins_once_a_day_on_the_wall_and_has_its_full_length(string zone, string from, string begins, string ends)
    {
        var asked = new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(from, CultureInfo.InvariantCulture), Zone(zone))).AddMinutes(-1);
        var next = new MaintenanceSchedule(Daily, Zone(zone)).At(asked).Slots[0];

        next.ShouldBe(new TimeSlot(Instant(begins), Instant(ends)));
        At(Daily, zone, begins, -1).ShouldBe("scheduled");
        At(Daily, zone, begins).ShouldBe("under-maintenance");
        At(Daily, zone, ends, -1).ShouldBe("under-maintenance");
        At(Daily, zone, ends).ShouldBe("scheduled");
    }

    [Theory]
    [InlineData("Europe/Berlin", 365)]
    [InlineData("America/New_York", 365)]
    [InlineData("Australia/Lord_Howe", 365)]
    public void A_year_of_nights_has_one_window_each_whatever_the_clock_does(string zone, int days)
    {
        var schedule = new MaintenanceSchedule(Recurring("recurring-interval", "01:45", "02:15") with { IntervalDay = 1 }, Zone(zone));

        var slots = Windows(schedule, "2026-01-01T12:00Z", days);

        slots.ShouldAllBe(slot => slot.End - slot.Start == TimeSpan.FromMinutes(30));
        slots.Select(slot => TimeZoneInfo.ConvertTime(slot.Start, Zone(zone)).Date).Distinct().Count().ShouldBe(days);
    }

    [Fact]
    public void Every_hour_means_every_hour_of_the_day_with_25_and_of_the_day_with_23()
    {
        var plan = Cron("0 * * * *", 10);
        var schedule = new MaintenanceSchedule(plan, Zone("Europe/Berlin"));

        Windows(schedule, "2026-10-24T21:59Z", 27).Zip(Windows(schedule, "2026-10-24T22:59Z", 26)).ShouldAllBe(
            pair => pair.Second.Start - pair.First.Start == TimeSpan.FromHours(1));
        Windows(schedule, "2026-03-28T22:59Z", 24)[^1].Start.ShouldBe(Instant("2026-03-29T22:00Z"));
    }

    [Fact]
    public void Every_quarter_of_an_hour_goes_on_through_an_overlap_of_half_an_hour()
    {
        var schedule = new MaintenanceSchedule(Cron("*/15 * * * *", 5), Zone("Australia/Lord_Howe"));

        Windows(schedule, "2026-04-04T14:01Z", 12).Select(slot => slot.Start.ToUnixTimeSeconds() / 900)
            .ShouldBe(Enumerable.Range(1, 12).Select(i => (Instant("2026-04-04T14:00Z").ToUnixTimeSeconds() / 900) + i));
    }

    [Theory]
    [InlineData("2026-01-05T21:59:59Z", "scheduled")]
    [InlineData("2026-01-05T22:00:00Z", "under-maintenance")] // Monday night
    [InlineData("2026-01-06T05:59:59Z", "under-maintenance")]
    [InlineData("2026-01-06T06:00:00Z", "scheduled")]
    [InlineData("2026-01-06T23:00:00Z", "scheduled")] // Tuesday night
    [InlineData("2026-01-11T23:00:00Z", "under-maintenance")] // Sunday night
    [InlineData("2026-01-12T05:00:00Z", "under-maintenance")]
    public void A_window_across_midnight_belongs_to_the_day_on_which_it_begins(string now, string expected) =>
        At(Recurring("recurring-weekday", "22:00", "06:00") with { Weekdays = [1, 0] }, "UTC", now).ShouldBe(expected);

    [Theory]
    [InlineData("lastDay1", "2026-02-28", "2028-02-29")]
    [InlineData("lastDay2", "2026-02-27", "2028-02-28")]
    [InlineData("lastDay3", "2026-02-26", "2028-02-27")]
    [InlineData("lastDay4", "2026-02-25", "2028-02-26")]
    public void Days_from_the_end_of_the_month_know_how_long_it_is(string day, string common, string leap)
    {
        var plan = Recurring("recurring-day-of-month", "02:00", "03:00") with { DaysOfMonth = [MonthDay.FromEndNamed(day)!.Value] };

        Next(plan, "UTC", "2026-02-01T00:00Z").ShouldBe(Instant($"{common}T02:00Z"));
        Next(plan, "UTC", "2028-02-01T00:00Z").ShouldBe(Instant($"{leap}T02:00Z"));
    }

    [Fact]
    public void Days_of_the_month_that_a_month_lacks_are_passed_over()
    {
        var plan = Recurring("recurring-day-of-month", "02:00", "03:00") with { DaysOfMonth = [new(31), new(5)] };

        Windows(new MaintenanceSchedule(plan, TimeZoneInfo.Utc), "2026-03-30T00:00Z", 4).Select(slot => slot.Start).ShouldBe(
            [Instant("2026-03-31T02:00Z"), Instant("2026-04-05T02:00Z"), Instant("2026-05-05T02:00Z"), Instant("2026-05-31T02:00Z")]);
    }

    [Fact]
    public void An_interval_is_counted_from_the_last_window()
    {
        var plan = Daily with { IntervalDay = 3, LastStart = Instant("2026-03-27T01:00Z") };

        Windows(new MaintenanceSchedule(plan, Zone("Europe/Berlin")), "2026-03-27T03:00Z", 3).Select(slot => slot.Start)
            .ShouldBe([Instant("2026-03-30T00:00Z"), Instant("2026-04-02T00:00Z"), Instant("2026-04-05T00:00Z")]);
    }

    [Fact]
    public void An_interval_that_never_ran_begins_at_its_start_date()
    {
        Next(Daily with { IntervalDay = 7, StartDate = "2026-02-10T00:00" }, "UTC", "2026-01-01T00:00Z").ShouldBe(Instant("2026-02-10T02:00Z"));
        Next(Daily with { IntervalDay = 7, StartDate = "2026-02-10T12:00" }, "UTC", "2026-01-01T00:00Z").ShouldBe(Instant("2026-02-11T02:00Z"));
        Next(Daily with { IntervalDay = 7 }, "UTC", "2026-01-01T12:00Z").ShouldBe(Instant("2026-01-02T02:00Z"), "and without one at the next chance");
    }

    [Fact]
    public void Dates_bound_a_recurring_plan_and_cut_its_last_window()
    {
        var plan = Daily with { StartDate = "2026-01-10T00:00", EndDate = "2026-01-11T02:30" };

        At(plan, "UTC", "2026-01-09T02:30Z").ShouldBe("scheduled");
        Next(plan, "UTC", "2026-01-01T00:00Z").ShouldBe(Instant("2026-01-10T02:00Z"));
        At(plan, "UTC", "2026-01-10T02:30Z").ShouldBe("under-maintenance");
        new MaintenanceSchedule(plan, TimeZoneInfo.Utc).At(Instant("2026-01-11T02:10Z")).Slots
            .ShouldBe([new TimeSlot(Instant("2026-01-11T02:00Z"), Instant("2026-01-11T02:30Z"))]);
        At(plan, "UTC", "2026-01-11T02:30Z").ShouldBe("ended");
    }

    [Fact]
    public void The_running_window_is_named_first_and_then_the_next()
    {
        var state = new MaintenanceSchedule(Daily, TimeZoneInfo.Utc).At(Instant("2026-01-01T02:30Z"));

        state.Slots.ShouldBe(
            [new(Instant("2026-01-01T02:00Z"), Instant("2026-01-01T03:00Z")), new(Instant("2026-01-02T02:00Z"), Instant("2026-01-02T03:00Z"))]);
        state.RunningSince.ShouldBe(Instant("2026-01-01T02:00Z"));
        state.NextChange.ShouldBe(Instant("2026-01-01T03:00Z"));
    }

    [Fact]
    public void Windows_that_overlap_have_no_gap_between_them()
    {
        var schedule = new MaintenanceSchedule(Cron("*/10 * * * *", 25), TimeZoneInfo.Utc);

        schedule.At(Instant("2026-01-01T00:19Z")).Slots[0].Start.ShouldBe(Instant("2026-01-01T00:10Z"), "the latest of those that run");
        for (var minute = 0; minute < 60; minute++)
        {
            schedule.At(Instant("2026-01-01T00:00Z").AddMinutes(minute)).Status.ShouldBe(MaintenanceStatus.UnderMaintenance);
        }
    }

    [Fact]
    public void A_window_of_years_that_begins_every_second_is_found_at_once()
    {
        var state = new MaintenanceSchedule(Cron("* * * * * *", 10_000_000), TimeZoneInfo.Utc).At(Instant("2026-01-01T00:00:00.5Z"));

        state.RunningSince.ShouldBe(Instant("2026-01-01T00:00:00Z"));
    }

    [Fact]
    public void A_window_without_length_never_opens() =>
        At(Recurring("recurring-interval", "02:00", "02:00") with { IntervalDay = 1 }, "UTC", "2026-01-01T02:00Z").ShouldBe("scheduled");

    [Fact]
    public void A_schedule_that_cannot_be_read_is_unknown_and_opens_no_window()
    {
        At(Cron("nonsense", 10), "UTC", "2026-01-01T00:00Z").ShouldBe("unknown");
        At(Daily with { StartTime = null }, "UTC", "2026-01-01T00:00Z").ShouldBe("unknown");
        At(Daily with { IntervalDay = 0 }, "UTC", "2026-01-01T02:00Z").ShouldBe("under-maintenance", "a row of another make: daily");
        new MaintenanceSchedule(Daily, zone: null).At(Instant("2026-01-01T02:30Z")).Status.ShouldBe(MaintenanceStatus.Unknown);
    }

    /// <summary>Asked only at the times that it names itself, a schedule shows every change of its status.</summary>
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    public void No_change_of_status_happens_between_the_times_to_look_again(string zone)
    {
        MaintenancePlan[] plans =
        [
            Daily, Daily with { StartDate = "2026-03-28T12:00", EndDate = "2026-04-06T02:20" }, Cron("*/20 1-3 * * *", 15), Cron("0 * * * *", 25),
            Recurring("recurring-weekday", "23:30", "02:30") with { Weekdays = [0, 6] }, Single("2026-03-29T02:30", "2026-04-05T01:45"),
        ];
        foreach (var schedule in plans.Select(plan => new MaintenanceSchedule(plan, Zone(zone))))
        {
            var now = Instant("2026-03-27T00:00Z");
            var state = schedule.At(now);
            for (; now < Instant("2026-04-08T00:00Z"); now = now.AddMinutes(1))
            {
                state = state.NextChange <= now ? schedule.At(now) : state;
                state.Status.ShouldBe(schedule.At(now).Status, $"{now:u}");
            }
        }
    }

    private static MaintenancePlan Single(string start, string? end) =>
        new() { Title = "s", Strategy = MaintenanceStrategy.Single, StartDate = start, EndDate = end };

    private static MaintenancePlan Cron(string pattern, int minutes) =>
        new() { Title = "c", Strategy = MaintenanceStrategy.Cron, Cron = pattern, Duration = TimeSpan.FromMinutes(minutes) };

    private static MaintenancePlan Recurring(string strategy, string from, string to)
    {
        var (start, end) = (TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture));
        return new MaintenancePlan
        {
            Title = "r", Strategy = MaintenanceStrategies.Find(strategy)!.Value, StartTime = start, EndTime = end, Duration = end - start,
        };
    }

    private static List<TimeSlot> Windows(MaintenanceSchedule schedule, string from, int count)
    {
        var slots = new List<TimeSlot>();
        var now = Instant(from);
        while (slots.Count < count)
        {
            slots.Add(schedule.At(now).Slots[^1]);
            now = slots[^1].Start;
        }

        return slots;
    }

    private static DateTimeOffset Next(MaintenancePlan plan, string zone, string now) =>
        new MaintenanceSchedule(plan, Zone(zone)).At(Instant(now)).Slots[^1].Start;

    private static string At(MaintenancePlan plan, string zone, string now, int seconds = 0) =>
        MaintenanceStatuses.NameOf(new MaintenanceSchedule(plan, Zone(zone)).At(Instant(now).AddSeconds(seconds)).Status);

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
