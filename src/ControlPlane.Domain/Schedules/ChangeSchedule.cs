using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Schedules;

/// <summary>When automation may advance rollouts of an endpoint. Rollback may always. Immutable.</summary>
public sealed record ChangeSchedule
{
    /// <summary>Any time.</summary>
    public static ChangeSchedule Always { get; } = new();

    private const int MaximumEntries = 100;

    /// <summary>Times without advance.</summary>
    public IReadOnlyList<FreezeWindow> Freezes { get; init; } = [];

    /// <summary>Hours with advance; empty means all.</summary>
    public IReadOnlyList<AllowedHours> AllowedHours { get; init; } = [];

    /// <summary>IANA name of the time zone of <see cref="AllowedHours"/>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Why automation may not advance at a moment; null when it may.</summary>
    public string? WhyNotNow(DateTimeOffset now)
    {
        if (Freezes.Where(f => now >= f.From && now < f.To).MaxBy(f => f.To) is { } freeze)
            return $"Frozen until {freeze.To.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {freeze.Reason}.";
        if (AllowedHours.Count == 0)
            return null;

        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime;
        return AllowedHours.Any(a => a.Contains(local))
            ? null
            : $"Outside the allowed hours ({string.Join("; ", AllowedHours.Select(InWords))}, {TimeZone}).";
    }

    internal void Check(string path, Problems problems)
    {
        if (Freezes.Count > MaximumEntries || AllowedHours.Count > MaximumEntries)
            problems.Add(path, "has too many entries", $"use at most {MaximumEntries} of each kind");
        for (var index = 0; index < Freezes.Count; index++)
        {
            if (Freezes[index].To <= Freezes[index].From)
                problems.Add($"{path}.freezes[{index}].to", "is not later than from", "give a time after from");
            if (string.IsNullOrWhiteSpace(Freezes[index].Reason))
                problems.Add($"{path}.freezes[{index}].reason", "is empty", "say why, for the people it stops");
        }

        for (var index = 0; index < AllowedHours.Count; index++)
        {
            var hours = AllowedHours[index];
            if (hours.Days.Count == 0)
                problems.Add($"{path}.allowedHours[{index}].days", "are empty", "name at least one day");
            if (hours.To != TimeOnly.MinValue && hours.To <= hours.From)
                problems.Add($"{path}.allowedHours[{index}].to", "is not later than from", "give a time after from, or 00:00 for the end of the day");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            problems.Add($"{path}.timeZone", $"is '{TimeZone}', which is not known", "use an IANA name such as Europe/Vienna");
    }

    private static string InWords(AllowedHours hours) =>
        $"{string.Join(", ", hours.Days.Select(d => d.ToString()[..3]))} {hours.From:HH\\:mm}–{hours.To:HH\\:mm}";
}
