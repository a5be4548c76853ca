namespace ControlPlane.Domain.Schedules;

/// <summary>Hours of the week in which automation may advance. Immutable.</summary>
/// <param name="Days">Days of the week by the schedule's time zone.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive, later than <paramref name="From"/>; 00:00 means the end of the day.</param>
public sealed record AllowedHours(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a local moment lies inside.</summary>
    public bool Contains(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        return Days.Contains(local.DayOfWeek) && time >= From && (To == TimeOnly.MinValue || time < To);
    }
}
