using ControlPlane.Domain.Schedules;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Tests.Features;

public sealed class ScheduleDraftTests
{
    [Fact]
    public void ToSchedule_Untouched_IsTheScheduleItStartedFrom()
    {
        var schedule = new ChangeSchedule
        {
            TimeZone = "Europe/Vienna",
            AllowedHours = [new AllowedHours([DayOfWeek.Monday, DayOfWeek.Friday], new TimeOnly(8, 30), new TimeOnly(16, 0))],
            Freezes = [new FreezeWindow(new DateTimeOffset(2026, 12, 24, 11, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 12, 27, 11, 0, 0, TimeSpan.Zero), "holidays")],
        };

        var read = new ScheduleDraft(schedule).ToSchedule();

        Assert.Equal(schedule.Freezes, read.Freezes);
        Assert.Equal(schedule.AllowedHours[0].Days, read.AllowedHours[0].Days);
        Assert.Equal((schedule.AllowedHours[0].From, schedule.AllowedHours[0].To), (read.AllowedHours[0].From, read.AllowedHours[0].To));
    }

    [Fact]
    public void AreSame_EqualEntries_RegardlessOfTheListsTheyStandIn()
    {
        static ChangeSchedule Of(params DayOfWeek[] days) => new() { AllowedHours = [new AllowedHours(days, new TimeOnly(8, 0), new TimeOnly(9, 0))] };

        Assert.True(ScheduleDraft.AreSame(Of(DayOfWeek.Monday, DayOfWeek.Friday), Of(DayOfWeek.Friday, DayOfWeek.Monday)));
        Assert.False(ScheduleDraft.AreSame(Of(DayOfWeek.Monday), Of(DayOfWeek.Friday)));
        Assert.False(ScheduleDraft.AreSame(Of(DayOfWeek.Monday), new ChangeSchedule()));
        Assert.False(ScheduleDraft.AreSame(new ChangeSchedule(), new ChangeSchedule { TimeZone = "Europe/Vienna" }));
    }

    [Fact]
    public void Freeze_TypedInTheSchedulesZone_IsThatInstant()
    {
        var draft = new ScheduleDraft(new ChangeSchedule { TimeZone = "Europe/Vienna" });
        draft.Freezes.Add(new() { From = new DateTime(2026, 7, 1, 12, 0, 0), To = new DateTime(2026, 7, 1, 14, 0, 0), Reason = " move " });

        var freeze = Assert.Single(draft.ToSchedule().Freezes);

        Assert.Equal(new FreezeWindow(new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero), "move"), freeze);
    }
}
