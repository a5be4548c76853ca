using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Domain.Rollouts;

/// <summary>
/// What drift does to a rollout. Drift is not harm: alone it holds at most, once for each alarm, so that a person who looked and resumed is not asked again.
/// With a harmed metric beside it, it is the second witness that takes a version back. Stateless.
/// </summary>
internal static class DriftWatch
{
    /// <summary>Chance by which a metric may look harmed without being it, where drift says the same; alone it has to be far smaller.</summary>
    public const double HarmAlpha = 0.1;

    /// <summary>The decision; null when drift changes nothing.</summary>
    public static RolloutDecision? Decide(Rollout rollout, RolloutFacts facts, AnalysisRun? watch, DateTimeOffset now)
    {
        if (facts.Drift is not { } drift || rollout.IsKilled || StepRules.Judged(rollout, facts).Count == 0)
            return null;

        var harm = FindHarm(watch);
        return DriftMonitor.Decide(drift.Verdict, drift.Policy, harm is not null) switch
        {
            DriftAction.RollBack => RolloutDecision.RollBack($"Drift and harm together: {drift.Verdict.Sentence} {harm}", now) with { Numbers = RolloutEngine.NumbersOf(watch!) },
            DriftAction.Hold when rollout.Phase != RolloutPhase.Paused && !(rollout.HeldForDriftAt >= drift.Since) =>
                RolloutDecision.PauseFor(PauseCode.Drift, $"Held for drift: {drift.Verdict.Sentence} {harm ?? "No metric is harmed."} Resume to go on all the same."),
            _ => null,
        };
    }

    // A comparison beyond its gate of harm, or a check whose newest look failed within its limit.
    private static string? FindHarm(AnalysisRun? watch) =>
        watch?.Comparison?.Metrics.FirstOrDefault(m => m.Harm > m.HarmGate && new EValue(m.HarmEvidence).PValue < HarmAlpha)?.Sentence
        ?? watch?.Checks.FirstOrDefault(c => !c.Check.IsDryRun && c.Latest?.Result == MeasurementResult.Fail)?.Latest!.Sentence;
}
