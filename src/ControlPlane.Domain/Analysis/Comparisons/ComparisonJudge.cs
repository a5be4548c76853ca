using ControlPlane.Domain.Analysis.Multiplicity;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>
/// Compares challengers with a champion on the evidence of one stratum. Pure: the same evidence gives the same verdict on every replica.
/// A wrong split gates every verdict but the kill rule: taking back is safe whatever is wrong.
/// </summary>
public static class ComparisonJudge
{
    /// <summary>The comparison now.</summary>
    public static Comparison Compare(ComparisonPlan plan, ComparisonInput input, DateTimeOffset now)
    {
        var ratio = SampleRatioRule.Check(plan, input);
        var judged = Corrected(plan, [.. input.Challengers.SelectMany(c => plan.Metrics.Select(m => VerdictRule.Judge(plan, m, c, input)))]);
        if (ratio.IsMismatch)
        {
            judged = [.. judged.Select(m => m.Verdict == ComparisonVerdict.Hold || IsKill(m) ? m : m with { Verdict = ComparisonVerdict.Hold, Sentence = ratio.Sentence })];
        }

        var (verdict, sentence) = Merge(plan, input, judged, ratio);
        return new Comparison { At = now, Champion = input.Champion.Name, Metrics = judged, SampleRatio = ratio, Verdict = verdict, Sentence = sentence };
    }

    /// <summary>What the metrics of one challenger amount to.</summary>
    public static ComparisonVerdict VerdictOf(ComparisonPlan plan, IReadOnlyList<MetricComparison> metrics)
    {
        if (metrics.Any(m => m.Verdict == ComparisonVerdict.RollBack))
            return ComparisonVerdict.RollBack;
        var deciding = metrics.Where(m => plan.Goals.Count == 0 || m.Role == MetricRole.Goal).ToList();
        return deciding.Count > 0 && deciding.All(m => m.Verdict == ComparisonVerdict.Promote) ? ComparisonVerdict.Promote : ComparisonVerdict.Hold;
    }

    private static bool IsKill(MetricComparison metric) => metric.Verdict == ComparisonVerdict.RollBack && metric.HarmP < ComparisonPlan.KillAlpha;

    // Holm over goals × variants: any false promotion counts. Guardrails keep their own level.
    private static IReadOnlyList<MetricComparison> Corrected(ComparisonPlan plan, IReadOnlyList<MetricComparison> judged)
    {
        var goals = judged.Where(m => m.Role == MetricRole.Goal).ToList();
        if (goals.Count < 2)
            return judged;
        var corrected = goals.Zip(PValueAdjustment.Holm([.. goals.Select(g => g.PromotionP)])).ToDictionary(g => (g.First.Variant, g.First.Metric), g => g.Second);
        var alphas = plan.Metrics.ToDictionary(m => m.Metric, m => m.Alpha, StringComparer.Ordinal);
        return
        [
            .. judged.Select(m => !corrected.TryGetValue((m.Variant, m.Metric), out var p) ? m
                : m.Verdict == ComparisonVerdict.Promote && p > alphas[m.Metric]
                    ? m with { PromotionP = p, Verdict = ComparisonVerdict.Hold, Sentence = $"{m.Sentence} Corrected for {goals.Count} goals (Holm) it is not sure enough: p = {p:0.####}." }
                    : m with { PromotionP = p }),
        ];
    }

    private static (ComparisonVerdict, string) Merge(
        ComparisonPlan plan, ComparisonInput input, IReadOnlyList<MetricComparison> judged, SampleRatioCheck ratio)
    {
        if (judged.Where(m => m.Verdict == ComparisonVerdict.RollBack).MinBy(m => m.HarmP) is { } harmed)
            return (ComparisonVerdict.RollBack, harmed.Sentence);
        if (ratio.IsMismatch)
            return (ComparisonVerdict.Hold, ratio.Sentence);
        if (judged.Count == 0)
            return (ComparisonVerdict.Hold, "Nothing is compared.");
        var waiting = input.Challengers.FirstOrDefault(c => VerdictOf(plan, [.. judged.Where(m => m.Variant == c.Name)]) != ComparisonVerdict.Promote);
        if (waiting is null)
            return (ComparisonVerdict.Promote, judged.Where(m => plan.Goals.Count == 0 || m.Role == MetricRole.Goal).MaxBy(m => m.PromotionP)!.Sentence);
        return (ComparisonVerdict.Hold, judged.First(m => m.Variant == waiting.Name && m.Verdict == ComparisonVerdict.Hold && (plan.Goals.Count == 0 || m.Role == MetricRole.Goal)).Sentence);
    }
}
