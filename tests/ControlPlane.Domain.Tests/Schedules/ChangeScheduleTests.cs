using ControlPlane.Domain.Schedules;

namespace ControlPlane.Domain.Tests.Schedules;

public sealed class ChangeScheduleTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void WhyNotNow_NothingSaid_IsAlwaysAllowed() => Assert.Null(ChangeSchedule.Always.WhyNotNow(Monday));

    [Fact]
    public void WhyNotNow_InsideAFreeze_SaysUntilWhenAndWhy()
    {
        var schedule = new ChangeSchedule { Freezes = [new FreezeWindow(Monday, Monday.AddHours(2), "earnings call")] };

        Assert.Equal("Frozen until 2026-11-23 12:00 UTC: earnings call.", schedule.WhyNotNow(Monday));
        Assert.Null(schedule.WhyNotNow(Monday.AddHours(2)));
        Assert.Null(schedule.WhyNotNow(Monday.AddSeconds(-1)));
    }

    [Theory]
    [InlineData(8, 59, false)]
    [InlineData(9, 0, true)]
    [InlineData(16, 59, true)]
    [InlineData(17, 0, false)]
    [Trait("Fault", "F58")]
    public void WhyNotNow_AllowedHours_FollowTheLocalClock(int hour, int minute, bool isAllowed)
    {
        var schedule = new ChangeSchedule { AllowedHours = [new AllowedHours([DayOfWeek.Monday], new TimeOnly(9, 0), new TimeOnly(17, 0))], TimeZone = "Europe/Vienna" };

        // Vienna is one hour ahead of UTC in November.
        var moment = new DateTimeOffset(2026, 11, 23, hour, minute, 0, TimeSpan.FromHours(1));

        Assert.Equal(isAllowed, schedule.WhyNotNow(moment) is null);
    }

    [Fact]
    public void WhyNotNow_AnotherDay_IsOutsideTheAllowedHours()
    {
        var schedule = new ChangeSchedule { AllowedHours = [new AllowedHours([DayOfWeek.Tuesday], TimeOnly.MinValue, TimeOnly.MinValue)] };

        Assert.Equal("Outside the allowed hours (Tue 00:00–00:00, UTC).", schedule.WhyNotNow(Monday));
        Assert.Null(schedule.WhyNotNow(Monday.AddDays(1)));
    }
}
