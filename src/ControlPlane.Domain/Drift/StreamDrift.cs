namespace ControlPlane.Domain.Drift;

/// <summary>ADWIN over means of equal intervals, such as a variant's error share or mean score each minute. Immutable.</summary>
/// <param name="At">Index of the interval with which the newest change was noticed.</param>
/// <param name="Before">Mean of the window before.</param>
/// <param name="After">Mean since, up to the newest interval.</param>
public sealed record StreamDrift(int At, double Before, double After)
{
    /// <summary>The newest change in a stream; null when there is none.</summary>
    /// <param name="means">Finite values within 0 to 1, oldest first; intervals in which nothing was asked are left out by the caller.</param>
    /// <param name="settings">Of the window; it starts anew after a change, so that one change is one alarm.</param>
    public static StreamDrift? Newest(IReadOnlyList<double> means, AdaptiveWindowSettings settings)
    {
        var window = new AdaptiveWindow(settings with { AfterAlarm = AfterAlarm.StartAnew, ValuesBetweenChecks = 1 });
        (int At, double Before)? newest = null;
        for (var at = 0; at < means.Count; at++)
        {
            var before = window.Mean;
            if (window.Add(means[at]))
                newest = (at, before);
        }

        return newest is { } change ? new(change.At, change.Before, window.Mean) : null;
    }
}
