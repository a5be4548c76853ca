using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Drift;

/// <summary>What an endpoint wants of drift. Immutable.</summary>
public sealed record DriftSettings
{
    /// <summary>Shortest window, and the step that windows are measured in.</summary>
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(1);

    /// <summary>Longest window.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromHours(24);

    /// <summary>Most live requests a reference may wait for.</summary>
    public const long MostLiveRows = 1_000_000;

    /// <summary>What drift leads to; never more than a hold: a rollback needs a harmed metric beside it.</summary>
    public DriftAction Action { get; init; } = DriftAction.Alert;

    /// <summary>Length of the windows that are held against the reference, in whole minutes.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Live requests that a reference is frozen from where none was uploaded.</summary>
    public long LiveRows { get; init; } = 2_000;

    internal void Check(string path, Problems problems)
    {
        if (Action is not (DriftAction.None or DriftAction.Alert or DriftAction.Hold))
            problems.Add($"{path}.action", "is a rollback", "use none, alert or hold; drift takes a version back only together with a harmed metric");
        if (Window < ShortestWindow || Window > LongestWindow || Window.Ticks % ShortestWindow.Ticks != 0)
            problems.Add($"{path}.window", $"is {Window}", "use whole minutes, 1 minute to 24 hours");
        if (LiveRows is < FeatureReference.LeastRows or > MostLiveRows)
            problems.Add($"{path}.liveRows", $"is {LiveRows}", $"use {FeatureReference.LeastRows} to {MostLiveRows}");
    }
}
