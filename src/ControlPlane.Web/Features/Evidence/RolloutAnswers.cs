using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Experiments;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Features.Rollouts.Strategies;

namespace ControlPlane.Web.Features.Evidence;

/// <summary>The five answers of a rollout that is judged as it goes: by its comparison, else by its limits, else by what both versions did. Stateless.</summary>
public static class RolloutAnswers
{
    /// <summary>The answers.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="window">What variants did since the present traffic began.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<EvidenceAnswer> Of(Rollout rollout, IReadOnlyList<WindowRow> window, DateTimeOffset now)
    {
        var time = (rollout.EndedAt ?? now) - rollout.StratumSince;
        var seen = EvidenceVerdicts.DecidingOf(rollout)?.Comparison;
        var metric = ComparisonAnswers.Speaker(seen) ?? MetricName.ErrorShare;
        var (challenger, champion) = (ChallengerOf(rollout, window), ChampionOf(rollout, window));
        var forWhom = $"{WhoSees(rollout)}{ForWhomText.Of(metric, ExploratoryEffects.BySegment(new ComparedMetric { Metric = metric, Margin = 0 }, challenger, champion))}";
        if (seen is not null)
            return ComparisonAnswers.Of(seen, metric, forWhom, time);

        var since = time is { } known
            ? $"{Wording.Time(known)} of this traffic; {Wording.Count(challenger.Requests, "request")} of the new version in view."
            : "The present traffic is not confirmed by every agent yet.";
        return (rollout.Gate ?? rollout.Watch) is { } run ? OfLimits(run, forWhom, since) : OfNoAnalysis(challenger, champion, forWhom, since);
    }

    private static IReadOnlyList<EvidenceAnswer> OfLimits(AnalysisRun run, string forWhom, string since)
    {
        var measured = run.Checks.Where(c => c is { Check.IsDryRun: false, Latest.Value: not null }).ToList();
        if (measured.Count == 0)
            return EvidenceAnswer.All($"Not known yet: {run.Sentence()}", "Not known yet: nothing was measured.", "Not known yet.", forWhom, since);

        var isBetter = run.CheckResult switch
        {
            MeasurementResult.Pass => $"It is no worse than its limits allow, in {Wording.Count(measured.Count, "check")}; whether it is better, limits do not say.",
            MeasurementResult.Fail => $"No. {run.Sentence()}",
            _ => $"Not known yet. {run.Sentence()}",
        };
        return EvidenceAnswer.All(
            isBetter,
            $"{string.Join("; ", measured.Select(ValueOf))}.",
            $"Held against limits, without an interval: {Wording.Count(measured.Sum(c => c.Passed), "look")} passed and {Wording.Count(measured.Sum(c => c.Failed))} failed, on {Wording.Count(measured.Max(c => c.Latest!.Requests), "request")}.",
            forWhom,
            since);
    }

    private static IReadOnlyList<EvidenceAnswer> OfNoAnalysis(VariantEvidence challenger, VariantEvidence champion, string forWhom, string since) => EvidenceAnswer.All(
        "Not judged: the plan has no analysis. Guards on the agents still take it back when it fails.",
        challenger.ErrorShare is { } share
            ? $"{MetricLabel.Of(MetricName.ErrorShare)}: {Wording.Percent(share)} of {Wording.Count(challenger.Requests)}{(champion.ErrorShare is { } before ? $", {Wording.Percent(before)} of {Wording.Count(champion.Requests)} by the version before" : "; of the version before nothing is known")}."
            : "Not known yet: no request has reached the new version.",
        "Not at all: nothing is compared, so a difference is not told from chance.",
        forWhom,
        since);

    private static string ValueOf(CheckRun check)
    {
        var latest = check.Latest!;
        var compared = latest is { ComparedWith: { } with, Champion: { } value } ? $" against {MetricReader.InWords(check.Check, value)} of {with}" : "";
        var limit = latest.Limit is { } bound ? $", limit {MetricReader.InWords(check.Check, bound)}" : "";
        return $"{MetricLabel.Of(check.Check.Metric)}: {MetricReader.InWords(check.Check, latest.Value!.Value)}{compared}{limit}";
    }

    private static VariantEvidence ChallengerOf(Rollout rollout, IReadOnlyList<WindowRow> window)
    {
        var versions = rollout.Plan.Challengers(rollout.StableVersion);
        return window.FirstOrDefault(w => versions.Contains(w.Version)) is { } row ? RecordedEvidence.Of(row) : VariantEvidence.None;
    }

    // A champion without traffic of its own speaks by what it did before.
    private static VariantEvidence ChampionOf(Rollout rollout, IReadOnlyList<WindowRow> window) =>
        window.FirstOrDefault(w => w.Version == rollout.StableVersion) is { } row ? RecordedEvidence.Of(row) : rollout.Baseline;

    private static string WhoSees(Rollout rollout) => rollout.Plan.Steps.OfType<RulesStep>().FirstOrDefault() is { Rules: { Count: > 0 } rules }
        ? $"Who gets it: {RuleText.Of(rules, rollout.StableVersion)} "
        : "";
}
