using ControlPlane.Domain.Schedules;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>A schedule while somebody edits it; times of freezes are typed in the schedule's zone. Belongs to one form, not thread-safe.</summary>
public sealed class ScheduleDraft
{
    /// <summary>A draft that starts from a schedule in force.</summary>
    public ScheduleDraft(ChangeSchedule schedule)
    {
        TimeZone = schedule.TimeZone;
        var zone = ZoneOf(schedule.TimeZone);
        Hours = [.. schedule.AllowedHours.Select(h => new HoursRow { Days = [.. h.Days], From = h.From, To = h.To })];
        Freezes = [.. schedule.Freezes.Select(f => new FreezeRow { From = Show(f.From, zone), To = Show(f.To, zone), Reason = f.Reason })];
    }

    /// <summary>IANA name of the zone.</summary>
    public string TimeZone { get; set; }

    /// <summary>Hours with advance; none means all.</summary>
    public List<HoursRow> Hours { get; }

    /// <summary>Times without advance.</summary>
    public List<FreezeRow> Freezes { get; }

    /// <summary>What was typed; a freeze without its times is refused by the rules of a schedule.</summary>
    public ChangeSchedule ToSchedule()
    {
        var zone = ZoneOf(TimeZone);
        return new ChangeSchedule
        {
            TimeZone = TimeZone.Trim(),
            AllowedHours = [.. Hours.Select(h => new AllowedHours([.. h.Days.Order()], h.From, h.To))],
            Freezes = [.. Freezes.Select(f => new FreezeWindow(Instant(f.From, zone), Instant(f.To, zone), f.Reason.Trim()))],
        };
    }

    /// <summary>Whether two schedules say the same, entry by entry.</summary>
    public static bool AreSame(ChangeSchedule one, ChangeSchedule other) =>
        one.TimeZone == other.TimeZone
        && one.Freezes.SequenceEqual(other.Freezes)
        && one.AllowedHours.Count == other.AllowedHours.Count
        && one.AllowedHours.Zip(other.AllowedHours).All(h => h.First.From == h.Second.From && h.First.To == h.Second.To && h.First.Days.ToHashSet().SetEquals(h.Second.Days));

    private static TimeZoneInfo ZoneOf(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name.Trim(), out var zone) ? zone : TimeZoneInfo.Utc;

    private static DateTime Show(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    private static DateTimeOffset Instant(DateTime? local, TimeZoneInfo zone) =>
        local is { } known ? new DateTimeOffset(known, zone.GetUtcOffset(known)).ToUniversalTime() : default;

    /// <summary>Hours of some days, as typed.</summary>
    public sealed class HoursRow
    {
        public HashSet<DayOfWeek> Days { get; init; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

        public TimeOnly From { get; set; } = new(9, 0);

        public TimeOnly To { get; set; } = new(17, 0);
    }

    /// <summary>A freeze, as typed.</summary>
    public sealed class FreezeRow
    {
        public DateTime? From { get; set; }

        public DateTime? To { get; set; }

        public string Reason { get; set; } = "";
    }
}
