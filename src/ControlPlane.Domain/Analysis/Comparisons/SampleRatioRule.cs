using ControlPlane.Domain.Analysis.SampleRatios;
using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>
/// Whether requests fell on variants as the weights in force say. Requests of one caller go together, so counts are divided by the variance between assignment cells;
/// requests of tripped buckets are in no count. Stateless.
/// </summary>
internal static class SampleRatioRule
{
    /// <summary>The check at one look.</summary>
    public static SampleRatioCheck Check(ComparisonPlan plan, ComparisonInput input)
    {
        var arms = input.Challengers.Prepend(input.Champion).Concat(input.Others).Where(v => v.Weight > 0).ToArray();
        if (arms.Length < 2)
            return SampleRatioCheck.Untested("The split could not be tested: weights do not say who gets which of these variants.");
        var all = arms.Sum(a => a.Evidence.Requests);
        var whole = arms.Sum(a => a.Weight!.Value);
        if (all * (double)arms.Min(a => a.Weight!.Value) / whole < SampleRatioTest.LeastUnitsPerArm)
            return SampleRatioCheck.Untested($"The split could not be tested yet: {all} requests are too few for {arms.Length} variants.");

        var design = arms.Max(a => DesignOf(a, arms, whole));
        long[] counts = [.. arms.Select(a => (long)Math.Round(a.Evidence.Requests / design))];
        double[] weights = [.. arms.Select(a => (double)a.Weight!.Value)];
        var sequential = Math.Min(input.Before?.SampleRatio.SequentialP ?? 1, ShareSequence.Evidence(counts, weights).PValue);
        double? planned = plan.PlannedPerVariant is { } size && arms.All(a => a.Evidence.Requests >= size)
            ? SampleRatioTest.ChiSquare(counts, weights).PValue
            : null;
        var isMismatch = sequential < plan.SampleRatioThreshold || planned < plan.SampleRatioThreshold;
        var seen = string.Join(", ", arms.Select(a => $"{a.Name} {TrafficWeight.ToPercent(a.Weight!.Value)} planned, {100.0 * a.Evidence.Requests / all:0.##} % seen"));
        return new SampleRatioCheck
        {
            IsTested = true,
            IsMismatch = isMismatch,
            SequentialP = sequential,
            PlannedP = planned,
            Observed = arms.ToDictionary(a => a.Name, a => a.Evidence.Requests, StringComparer.Ordinal),
            Weights = arms.ToDictionary(a => a.Name, a => a.Weight!.Value, StringComparer.Ordinal),
            Sentence = isMismatch
                ? $"The split is not as planned ({seen} of {all} requests, p = {Math.Min(sequential, planned ?? 1):0.#####}), so no comparison means anything: look for an agent that did not take the table, lost telemetry or callers that were sent elsewhere."
                : $"The split is as planned: {seen} of {all} requests.",
        };
    }

    private static double DesignOf(ComparedVariant arm, ComparedVariant[] arms, int whole)
    {
        if (arms.Any(a => a.Evidence.Cells.Count == 0 || a.Evidence.Cells.Count != arm.Evidence.Cells.Count))
            return 1;
        var share = arm.Weight!.Value / (double)whole;
        return DesignEffect.Of(
            [.. arm.Evidence.Cells.Select((c, cell) => ((double)c.Requests, (double)arms.Sum(a => a.Evidence.Cells[cell].Requests)))], share * (1 - share));
    }
}
