using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Domain.Rollouts;

/// <summary>
/// Which sources outside must be asked before the engine can take the measurements that are due.
/// Derived from the rollout and the answers so far, so that a restart asks again and nothing is asked twice. Pure.
/// </summary>
public static class ExternalQuestions
{
    /// <summary>The questions now; one per challenger and check, even where watch and gate share it.</summary>
    public static IReadOnlyList<ExternalQuestion> Of(Rollout rollout, RolloutFacts facts, DateTimeOffset now)
    {
        if (rollout.IsTerminal || rollout.Phase is RolloutPhase.Pending or RolloutPhase.RollingBack || rollout.StratumSince is null || rollout.IsKilled)
            return [];
        if (StepRules.Judged(rollout, facts) is not { Count: > 0 } judged)
            return [];

        var evidence = StepRules.EvidenceOf(rollout, facts);
        var runs = new List<AnalysisRun>();
        if (rollout.Plan.Watch is { } template)
            runs.Add(RolloutEngine.WatchOf(rollout, template, judged));
        if (rollout.CurrentStep is AnalyseStep step && rollout.Phase != RolloutPhase.Paused)
            runs.Add(StepRules.GateOf(step, rollout, facts));

        var compared = StepRules.ComparedWith(rollout, facts);
        var champion = compared == BaselineEvidence.Before ? null : compared;
        var stable = RolloutTraffic.At(rollout.Plan, rollout.StableVersion, rollout.Step).StableVersion;
        var versions = facts.Challengers.ToDictionary(c => c.Value, c => c.Key, StringComparer.Ordinal);
        return
        [
            .. runs.Where(r => r.Judge is null || champion is not null).SelectMany(r => r.Unanswered(evidence, now).Select(c => new ExternalQuestion(
                c.Check, c.Variant, versions.GetValueOrDefault(c.Variant, stable), champion, rollout.StableVersion, champion is not null && (r.Judge is not null || c.Check.IsCompared)))).Distinct(),
        ];
    }
}
