using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Observability.Metrics;
using static ControlPlane.Observability.Metrics.MetricDefinition;

namespace ControlPlane.Web.Observability;

/// <summary>The part of the metrics page about rollouts that have not ended, and what was decided. Thread-safe.</summary>
internal sealed class RolloutMetrics(RolloutQueries rollouts, EventCounts counts)
{
    private static readonly MetricDefinition Active = Gauge("controlplane_rollouts", "Rollouts that have not ended, by phase.", "phase");
    private static readonly MetricDefinition Phase = Gauge("controlplane_rollout_phase", "1 for the phase of each rollout that has not ended.", "endpoint", "strategy", "phase");
    private static readonly MetricDefinition Step = Gauge("controlplane_rollout_step", "Step of a rollout, from 1; 0 before the first.", "endpoint", "strategy");
    private static readonly MetricDefinition Steps = Gauge("controlplane_rollout_steps", "Steps of a rollout's plan.", "endpoint", "strategy");
    private static readonly MetricDefinition Changed = Gauge("controlplane_rollout_changed_timestamp_seconds", "When a rollout changed last, in Unix time.", "endpoint", "strategy");
    private static readonly MetricDefinition Verdict = Gauge(
        "controlplane_rollout_verdict", "1 for what the watch and the gate of a rollout say now: pass, no-data, inconclusive, error or fail.", "endpoint", "strategy", "analysis", "result");

    private static readonly MetricDefinition Decisions = Counter(
        "controlplane_rollout_decisions_total", "Moves of rollouts that the engine decided, by what moved them, since this process began.", "trigger");

    /// <summary>Every metric of it.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } = [Active, Phase, Step, Steps, Changed, Verdict, Decisions];

    /// <summary>Writes it.</summary>
    public async Task WriteAsync(ExpositionPage page, CancellationToken cancellation)
    {
        var active = await rollouts.ListActiveAsync(cancellation);
        page.Begin(Active);
        foreach (var phase in Enum.GetValues<RolloutPhase>().Where(p => !RolloutTransitions.IsTerminal(p)))
            page.Add(active.Count(r => r.Phase == phase), MetricWords.Of(phase));

        // One at a time has its turn at an endpoint.
        var running = active.Where(r => r.Phase != RolloutPhase.Pending).DistinctBy(r => r.Endpoint).ToList();
        page.Begin(Phase);
        foreach (var rollout in running)
            page.Add(1, [.. ValuesOf(rollout), MetricWords.Of(rollout.Phase)]);
        page.Begin(Step);
        foreach (var rollout in running)
            page.Add(rollout.Step + 1, ValuesOf(rollout));
        page.Begin(Steps);
        foreach (var rollout in running)
            page.Add(rollout.Plan.Steps.Count, ValuesOf(rollout));
        page.Begin(Changed);
        foreach (var rollout in running)
            page.Add(rollout.ChangedAt.ToUnixTimeSeconds(), ValuesOf(rollout));
        page.Begin(Verdict);
        foreach (var rollout in running)
        {
            AddVerdict(page, rollout, "watch", rollout.Watch);
            AddVerdict(page, rollout, "gate", rollout.Gate);
        }

        page.Begin(Decisions);
        foreach (var (trigger, count) in counts.Decisions)
            page.Add(count, MetricWords.Of(trigger));
    }

    private static void AddVerdict(ExpositionPage page, Rollout rollout, string analysis, AnalysisRun? run)
    {
        if (run is not null)
            page.Add(1, [.. ValuesOf(rollout), analysis, MetricWords.Of(run.Result)]);
    }

    private static string[] ValuesOf(Rollout rollout) => [rollout.Endpoint, MetricWords.Of(rollout.Strategy)];
}
