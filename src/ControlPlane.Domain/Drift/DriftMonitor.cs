namespace ControlPlane.Domain.Drift;

/// <summary>From the scores of the last windows to a verdict and what to do about it. Pure.</summary>
public static class DriftMonitor
{
    private const int MostNames = 3;

    /// <summary>Judges.</summary>
    /// <param name="windows">Scores by subject of each window, oldest first; subjects without a row may be absent.</param>
    /// <param name="champion">Name of the champion.</param>
    /// <param name="rule">How many windows make an alarm.</param>
    public static DriftVerdict Judge(IReadOnlyList<IReadOnlyDictionary<DriftSubject, DriftScore>> windows, string champion, DriftRule rule)
    {
        if (windows.Count == 0)
            return new(DriftOrigin.None, [], 0, 0, "No window has been judged yet.");

        var subjects = windows.SelectMany(w => w.Keys).Distinct().OrderBy(s => s.Variant, StringComparer.Ordinal).ThenBy(s => s.Feature, StringComparer.Ordinal).ToArray();
        var alarmed = subjects.Where(s => IsAlarmed(windows, s, rule)).ToArray();
        var judged = windows[^1].Count(s => s.Value.NotEstimable is null);
        var origin = OriginOf(alarmed, [.. subjects.Where(s => RecentOf(windows, s, rule).Length >= rule.Needed)], champion);
        return new(origin, alarmed, judged, subjects.Length, Sentence(origin, alarmed, judged, subjects.Length, rule));
    }

    /// <summary>What follows: what the endpoint chose, and a rollback only where drift and a harmed metric come together.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="policy">What the endpoint chose; nothing beyond an alert when no rollout runs is up to the caller.</param>
    /// <param name="isHarmed">Whether a metric of the running rollout is harmed beyond its gate.</param>
    public static DriftAction Decide(DriftVerdict verdict, DriftAction policy, bool isHarmed) => verdict.Origin switch
    {
        DriftOrigin.None => DriftAction.None,
        DriftOrigin.Challenger or DriftOrigin.Assignment when isHarmed && policy == DriftAction.Hold => DriftAction.RollBack,
        _ => policy == DriftAction.RollBack ? DriftAction.Hold : policy,
    };

    private static bool IsAlarmed(IReadOnlyList<IReadOnlyDictionary<DriftSubject, DriftScore>> windows, DriftSubject subject, DriftRule rule) =>
        RecentOf(windows, subject, rule).Count(s => s.IsMoved) >= rule.Needed;

    // Windows without enough rows say nothing, neither for nor against.
    private static DriftScore[] RecentOf(IReadOnlyList<IReadOnlyDictionary<DriftSubject, DriftScore>> windows, DriftSubject subject, DriftRule rule) =>
        [.. windows.Select(w => w.GetValueOrDefault(subject)).OfType<DriftScore>().Where(s => s.NotEstimable is null).TakeLast(rule.Recent)];

    // What could not be judged is no witness that inputs stayed.
    private static DriftOrigin OriginOf(DriftSubject[] alarmed, DriftSubject[] judged, string champion)
    {
        if (alarmed.Length == 0)
            return DriftOrigin.None;
        var moved = alarmed.Where(s => !s.IsPrediction).ToLookup(s => s.Feature);
        if (moved.Count > 0)
        {
            var isEverywhere = moved.Any(f => f.Count() == judged.Count(s => s.Feature == f.Key));
            return isEverywhere ? DriftOrigin.Callers : DriftOrigin.Assignment;
        }

        return alarmed.Any(s => s.Variant == champion) ? DriftOrigin.Unseen : DriftOrigin.Challenger;
    }

    private static string Sentence(DriftOrigin origin, DriftSubject[] alarmed, int judged, int watched, DriftRule rule)
    {
        var since = $"in at least {rule.Needed} of the last {rule.Recent} windows";
        var features = Names([.. alarmed.Where(s => !s.IsPrediction).Select(s => s.Feature!).Distinct()]);
        var variants = Names([.. alarmed.Where(s => !s.IsPrediction).Select(s => s.Variant).Distinct()]);
        var answering = Names([.. alarmed.Where(s => s.IsPrediction).Select(s => s.Variant)]);
        return origin switch
        {
            DriftOrigin.None when judged == 0 => $"Nothing can be said: none of {watched} had enough rows in the newest window.",
            DriftOrigin.None => $"Nothing moved: {judged} of {watched} were judged in the newest window.",
            DriftOrigin.Callers => $"Inputs moved for every variant ({features}) {since}: callers changed, whichever version answers.",
            DriftOrigin.Assignment => $"Inputs moved only for {variants} ({features}) {since}: variants are not asked alike, so look at rules and split first.",
            DriftOrigin.Challenger => $"Predictions moved only for {answering} {since}, while its inputs stayed: look at the version.",
            DriftOrigin.Unseen => $"Predictions moved for {answering} {since}, while watched inputs stayed: something that is not watched changed.",
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "unknown origin"),
        };
    }

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
}
