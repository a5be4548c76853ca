namespace ControlPlane.Domain.Jobs;

/// <summary>When a job is run again, on the version that is stable then. Immutable.</summary>
/// <param name="Every">Time between two runs.</param>
/// <param name="OnPromotion">It also runs as soon as another version is stable.</param>
/// <param name="NextAt">The next run.</param>
public sealed record JobSchedule(TimeSpan Every, bool OnPromotion, DateTimeOffset NextAt)
{
    /// <summary>Shortest time between two runs.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Whether it is time to run.</summary>
    /// <param name="last">Version of the last run.</param>
    /// <param name="stable">Version that is stable now.</param>
    /// <param name="now">The time.</param>
    public bool IsDue(int last, int stable, DateTimeOffset now) => NextAt <= now || (OnPromotion && last != stable);

    /// <summary>The schedule after a run; runs that were missed, as while the control plane was down, are not made up for.</summary>
    public JobSchedule After(DateTimeOffset now) =>
        NextAt > now ? this : this with { NextAt = NextAt + (Every * (Math.Floor((now - NextAt) / Every) + 1)) };
}
