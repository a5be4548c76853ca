namespace ControlPlane.Domain.Drift;

/// <summary>Everything that is known about drift at an endpoint at one moment. Immutable.</summary>
public sealed record DriftAssessment
{
    /// <summary>Name of the champion.</summary>
    public required string Champion { get; init; }

    /// <summary>Length of a window.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Judged windows, oldest first.</summary>
    public required IReadOnlyList<ScoredWindow> Windows { get; init; }

    /// <summary>What they amount to.</summary>
    public required DriftVerdict Verdict { get; init; }

    /// <summary>End of the window with which the present alarm of this origin began; null when there is none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Newest changes in the streams of errors and scores.</summary>
    public IReadOnlyList<StreamChange> Streams { get; init; } = [];

    /// <summary>Whether anything is alarmed.</summary>
    public bool IsAlarmed => Verdict.Origin != DriftOrigin.None;

    /// <summary>Judges windows.</summary>
    /// <param name="windows">Oldest first, without those that are not over.</param>
    /// <param name="window">Length of each.</param>
    /// <param name="champion">Name of the champion.</param>
    /// <param name="rule">What counts.</param>
    public static DriftAssessment Of(IReadOnlyList<ScoredWindow> windows, TimeSpan window, string champion, DriftRule rule)
    {
        var verdict = JudgeUntil(windows.Count);
        var begin = windows.Count;
        while (begin > 0 && verdict.Origin != DriftOrigin.None && JudgeUntil(begin).Origin == verdict.Origin)
            begin--;
        return new DriftAssessment
        {
            Champion = champion,
            Window = window,
            Windows = windows,
            Verdict = verdict,
            Since = verdict.Origin == DriftOrigin.None ? null : windows[begin].From + window,
        };

        DriftVerdict JudgeUntil(int end) => DriftMonitor.Judge([.. windows.Take(end).TakeLast(2 * rule.Recent).Select(w => w.Scores)], champion, rule);
    }
}
