using System.Globalization;
using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Shadows;

/// <summary>What a report says in sentences, each with its numbers. Pure.</summary>
public static class ShadowText
{
    /// <summary>Why a shadow alone never makes a version the champion's successor by rewards.</summary>
    public const string CannotShow =
        "What an answer changes, such as clicks or rewards, a shadow cannot show: nobody ever gets its answers. Only a canary or an A/B test can.";

    /// <summary>The verdict with the numbers it rests on.</summary>
    public static string Verdict(ShadowReport report)
    {
        var limits = report.Limits;
        var sentence = report.Standing switch
        {
            ShadowStanding.Nothing => $"Nothing to judge yet: no copy was answered by both{Lost(report)}.",
            ShadowStanding.TooFew => $"Too early: {Count(report.Agreement!.Value.Trials)} of {Count(limits.LeastPairs)} pairs; so far {Agreement(report)}.",
            ShadowStanding.NotComparable => $"{Count(report.Pairs)} copies were answered by both, but neither labels nor numbers are read from both, so nothing can be compared: declare how the versions' outputs are read.",
            ShadowStanding.Failing => $"It fails: {Count(report.Failed)} failed and {Count(report.Invalid)} invalid of {Count(report.Judged)} copies ({Percent(report.Failures!.Value.Share)}), the champion {Percent(report.ChampionFailures)}; at most {Percent(report.ChampionFailures + limits.Failures)} is allowed.",
            ShadowStanding.Worse => $"It is right less often: {Truth(report)}; {Agreement(report)}.",
            ShadowStanding.Differing => $"It answers otherwise: {Agreement(report)}; at least {Percent(limits.Agreement)} was wanted. {WithoutTruth(report)}",
            ShadowStanding.Undecided => $"Not decided: {Agreement(report)}, and the interval holds the limit of {Percent(limits.Agreement)}.",
            ShadowStanding.Alike => $"It answers as the champion does: {Agreement(report)}; at least {Percent(limits.Agreement)} was wanted.",
            ShadowStanding.Better => $"It is right more often: {Truth(report)}; {Agreement(report)}.",
            _ => throw new ArgumentOutOfRangeException(nameof(report), report.Standing, "unknown standing"),
        };
        return report.Notable is [var worst, ..]
            ? $"{sentence} Least agreement for {worst.Segment}: {Percent(worst.Agreed.Share)} of {Count(worst.Agreed.Trials)} rows."
            : sentence;
    }

    /// <summary>Agreement with its interval, what it was counted in, and what was counted.</summary>
    public static string Agreement(ShadowReport report) => report.Agreement is { } agreement
        ? $"{(report.Labels is null ? "numbers within the tolerance" : "the same label")} for {Percent(agreement.Share)} of {Count(agreement.Trials)} {(report.Labels is null ? "pairs" : "rows")} ({Interval(report.AgreementInterval)})"
        : "no agreement can be counted";

    /// <summary>Kappa with its interval and why it may be far from the agreement, or why there is none.</summary>
    public static string Kappa(ShadowReport report)
    {
        if (report.Matrix.Agreement is not { } agreement)
            return "Kappa is not estimable: no pair of labels was counted by name.";

        var unnamed = report.Matrix.Unnamed == 0 ? "" : $" {Count(report.Matrix.Unnamed)} rows of rarer pairs are not in it.";
        if (double.IsNaN(agreement.Kappa))
            return $"Kappa is undefined: both gave '{report.Matrix.Labels[0]}' to all {Count(agreement.Requests)} rows, so agreement by chance is 100 %.{unnamed}";

        var common = report.Matrix.Labels[0];
        return $"Kappa {Number(agreement.Kappa)} ({Limits(agreement.KappaInterval(report.Limits.Confidence))}): agreement beyond the {Percent(agreement.ChanceAgreement)} that chance would give. "
            + $"Most frequent is '{common}' with {Percent((double)report.Matrix.OfChampion(common) / agreement.Requests)} by the champion and {Percent((double)report.Matrix.OfShadow(common) / agreement.Requests)} by the shadow.{unnamed}";
    }

    /// <summary>Who is right more often, by McNemar's test; or that no labels came back.</summary>
    public static string Truth(ShadowReport report)
    {
        var truth = report.Truth;
        if (truth is not { Champion: { } champion, Shadow: { } shadow })
            return "no true label has come back for a copied request";
        var test = truth.Test;
        return $"{Percent(shadow.Share)} right against the champion's {Percent(champion.Share)} of {Count(truth.Count)} labelled requests; only it was right {Count(truth.OnlyShadowRight)} times, only the champion {Count(truth.OnlyChampionRight)} times (McNemar p {PValue(test.PValue)})";
    }

    /// <summary>How much longer it takes.</summary>
    public static string Latency(ShadowReport report)
    {
        if (report.Latency is not { } latency || latency.Quantile(0.5) is not { } median)
            return "Not estimable: no request was timed for both.";
        return $"Slower for {Percent(latency.SlowerShare.Share)} of {Count(latency.Pairs)} requests; difference {Signed(median)} ms in the median, {Signed(latency.Quantile(0.99)!.Value)} ms at p99. Copies run at a lower priority, so callers would wait less.";
    }

    /// <summary>Distance of the numbers.</summary>
    public static string Deviation(ShadowReport report) => report.Numbers is { } numbers
        ? $"Bias {Signed(numbers.Bias)}, mean absolute difference {Number(numbers.MeanAbsolute)}, largest {Number(numbers.Greatest)}; {Percent(numbers.Within.Share)} of {Count(numbers.Pairs)} pairs within the tolerance; "
            + (double.IsNaN(numbers.Concordance) ? "concordance is not estimable, for the numbers hardly vary." : $"concordance {Number(numbers.Concordance)}.")
        : "No numbers are read from both.";

    /// <summary>Both limits in percent.</summary>
    public static string Interval(ConfidenceInterval interval) => interval.IsEstimable ? $"{Percent(interval.Lower)} to {Percent(interval.Upper)}" : "no interval";

    private static string WithoutTruth(ShadowReport report) =>
        report.Truth.Count < report.Limits.LeastLabels
            ? $"Which of the two is right is not known: {Count(report.Truth.Count)} of {Count(report.Limits.LeastLabels)} true labels came back."
            : $"Neither is shown to be right more often: {Truth(report)}.";

    private static string Lost(ShadowReport report) =>
        report.Dropped + report.Judged + report.ChampionInvalid == 0
            ? ""
            : $" ({Count(report.Dropped)} dropped, {Count(report.Failed)} failed, {Count(report.Invalid)} invalid, {Count(report.ChampionInvalid)} with an invalid answer of the champion)";

    private static string Limits(ConfidenceInterval interval) => interval.IsEstimable ? $"{Number(interval.Lower)} to {Number(interval.Upper)}" : "no interval";

    // Rounding must not turn nearly all into all, or hardly any into none.
    private static string Percent(double share) => share switch
    {
        > 0 and < 0.0001 => "below 0.01 %",
        > 0.9999 and < 1 => "above 99.99 %",
        _ => (share * 100).ToString(share is < 0.01 or > 0.99 ? "0.##" : "0.#", CultureInfo.InvariantCulture) + " %",
    };

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(Math.Abs(value) is > 0 and < 0.001 ? "0.##e0" : "0.###", CultureInfo.InvariantCulture);

    private static string Signed(double value) => (value > 0 ? "+" : value < 0 ? "−" : "") + Number(Math.Abs(value));

    private static string PValue(double value) => value < 0.001 ? "below 0.001" : value.ToString("0.###", CultureInfo.InvariantCulture);
}
