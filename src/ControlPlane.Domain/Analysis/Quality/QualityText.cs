using System.Globalization;

namespace ControlPlane.Domain.Analysis.Quality;

/// <summary>What labels say, in sentences with their numbers. Pure.</summary>
public static class QualityText
{
    /// <summary>Which version is right how often, on how many labels; or that it is not known.</summary>
    /// <param name="versions">The versions, in the order in which they are named.</param>
    public static string Summary(IReadOnlyList<VersionQuality> versions)
    {
        if (versions.Count == 0)
            return "Nobody asked in this time, so there is nothing to judge.";
        var labelled = versions.Where(v => v.Accuracy.Value is not null).ToList();
        var answers = versions.Sum(v => v.Answers);
        if (labelled.Count == 0)
            return $"How good the answers are is not estimable: none of {Count(answers)} answers has a label yet. Callers send it back with the token of their answer.";

        var right = string.Join("; ", labelled.Select(v => $"{v.Variant} is right for {Percent(v.Accuracy.Value!.Value)} ({Limits(v.Accuracy, Percent)}) of {Count(v.Accuracy.Units)} labelled answers"));
        var unlabelled = versions.Where(v => v.Accuracy.Value is null).Select(v => v.Variant).ToList();
        var missing = unlabelled.Count == 0 ? "" : $" No label has come back for {string.Join(", ", unlabelled)}.";
        var known = labelled.Sum(v => v.Accuracy.Units);
        var coverage = known <= answers ? $" {Percent(known / (double)answers)} of {Count(answers)} answers have a label." : "";
        return $"{right}.{coverage}{missing}";
    }

    /// <summary>How honest the scores are, by the largest gap of a version's curve; or that there are none.</summary>
    public static string Calibration(VersionQuality version)
    {
        if (version.CalibrationError.Value is not { } error)
            return $"{version.Variant}: not estimable. {version.CalibrationError.WhyNot}";
        var worst = version.Reliability.MaxBy(b => Math.Abs(b.Share - b.Score))!;
        return $"{version.Variant}: scores miss what came true by {Percent(error)} ({Limits(version.CalibrationError, Percent)}) on average over {Count(version.CalibrationError.Units)} labelled answers; "
            + $"furthest off where they say {Percent(worst.Score)}: {Percent(worst.Share)} of {Count(worst.Units)} came true.";
    }

    /// <summary>How long labels took that have come.</summary>
    public static string Delay(IReadOnlyList<long> delays)
    {
        var labels = delays.Sum();
        if (labels == 0)
            return "Not known: no label has come back in this time.";
        string Reach(double share) => LabelDelay.Within(delays, share) is { } limit ? $"within {Span(limit)}" : $"after more than {Span(LabelDelay.Limits[^1])}";
        return $"Half of the {Count(labels)} labels came {Reach(0.5)} of their answer, 95 % {Reach(0.95)}. Labels still on their way are not in it.";
    }

    /// <summary>Both limits of an estimate; "no interval" where the data cannot give one.</summary>
    public static string Limits(QualityEstimate estimate, Func<double, string> words) =>
        estimate.Interval.IsEstimable ? $"{words(estimate.Interval.Lower)} to {words(estimate.Interval.Upper)}" : "no interval";

    /// <summary>A share of 0 to 1 in per cent.</summary>
    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.01 or > 0.99 and < 1 ? "0.##" : "0.#", CultureInfo.InvariantCulture) + " %";

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => $"{span.TotalSeconds:0} s",
        { TotalHours: < 1 } => $"{span.TotalMinutes:0} min",
        { TotalDays: < 1 } => $"{span.TotalHours:0} h",
        { TotalDays: 1 } => "1 day",
        _ => $"{span.TotalDays:0} days",
    };
}
