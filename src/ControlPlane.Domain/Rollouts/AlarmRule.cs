using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Whether a limit of a plan is broken before anything was changed: then the way back leads to a version that fails too. Pure.</summary>
public static class AlarmRule
{
    /// <summary>Null when the champion keeps every absolute limit of the plan.</summary>
    /// <param name="plan">The plan that shall start.</param>
    /// <param name="champion">What the champion did lately.</param>
    /// <returns>Refusal: <see cref="RolloutRefusals.AlarmAlreadyRed"/>.</returns>
    public static Refusal? Check(RolloutPlan plan, VariantEvidence champion) => Find(plan, champion) is not { } red ? null : Refusal.OfField(
        RolloutRefusals.AlarmAlreadyRed,
        red.Field,
        $"is broken by the stable version already: {red.Words}",
        "mend the stable version, choose a limit it keeps, or set rollForward where the new version is the remedy");

    /// <summary>What somebody must know who rolls forward from a stable version that is unhealthy itself; null when it keeps every limit.</summary>
    /// <param name="plan">The plan that shall start.</param>
    /// <param name="champion">What the champion did lately.</param>
    /// <param name="stableVersion">The champion's version.</param>
    public static string? Warn(RolloutPlan plan, VariantEvidence champion, int stableVersion) => Find(plan, champion) is not { } red
        ? null
        : $"Rolls forward: v{stableVersion} breaks a limit itself, {red.Words}. Going back would lead to a version that fails too.";

    private static (string Field, string Words)? Find(RolloutPlan plan, VariantEvidence champion)
    {
        if (plan.Guards is { } guards && champion.Requests >= guards.MinimumRequests)
        {
            var broken = new (string Metric, double? Limit)[]
            {
                (MetricName.ErrorShare, guards.ErrorShare),
                (MetricName.TimeoutShare, guards.TimeoutShare),
                (MetricName.InvalidShare, guards.InvalidOutputShare),
                (MetricName.LatencyP99, guards.LatencyP99Milliseconds),
            }.FirstOrDefault(g => MetricName.Read(g.Metric, champion) > g.Limit);
            if (broken.Metric is not null)
                return Red($"guards.{broken.Metric}", broken.Metric, MetricName.Read(broken.Metric, champion)!.Value, broken.Limit!.Value, champion.Requests);
        }

        foreach (var check in plan.Watch?.Checks.Where(c => c.Source is null && !c.IsDryRun && champion.Requests >= c.MinimumRequests) ?? [])
        {
            var value = MetricName.Read(check.Metric, champion);
            if (value > check.Maximum)
                return Red($"analysis.{check.Metric}", check.Metric, value.Value, check.Maximum.Value, champion.Requests);
            if (value < check.Minimum)
                return Red($"analysis.{check.Metric}", check.Metric, value.Value, check.Minimum.Value, champion.Requests);
        }

        return null;
    }

    private static (string Field, string Words) Red(string field, string metric, double value, double limit, long requests) =>
        (field, $"{metric} is {MetricReader.InWords(metric, value)} in {requests} requests, the limit is {MetricReader.InWords(metric, limit)}");
}
