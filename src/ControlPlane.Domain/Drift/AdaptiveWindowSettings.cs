namespace ControlPlane.Domain.Drift;

/// <summary>Settings of <see cref="AdaptiveWindow"/>; defaults as River's. Immutable.</summary>
public sealed record AdaptiveWindowSettings
{
    /// <summary>δ: chance of a false cut, inside (0, 1).</summary>
    public double Confidence { get; init; } = 0.002;

    /// <summary>Values between two checks, at least 1; more saves time and delays alarms.</summary>
    public int ValuesBetweenChecks { get; init; } = 32;

    /// <summary>Buckets of one size before two merge, at least 2.</summary>
    public int BucketsPerSize { get; init; } = 5;

    /// <summary>Values that each part of a cut must have, at least 1.</summary>
    public int LeastPart { get; init; } = 5;

    /// <summary>Width up to which there is no check, at least 1.</summary>
    public int Grace { get; init; } = 10;

    /// <summary>What happens after an alarm: start with an empty window, or go on with the newer part.</summary>
    public AfterAlarm AfterAlarm { get; init; } = AfterAlarm.StartAnew;
}
