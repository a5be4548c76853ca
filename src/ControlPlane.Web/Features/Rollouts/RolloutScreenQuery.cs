using ControlPlane.Data.Bandits;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Shadows;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Evidence;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Reads the page of one rollout.</summary>
public sealed class RolloutScreenQuery(
    RolloutQueries rollouts, EndpointScreenQuery endpoints, SeriesQueries series, RewardQueries rewards, ShadowSampleQueries samples, TimeProvider clock)
{
    private const int HistoryLimit = 100;
    private const int WorstShown = 20;

    /// <summary>Reads it.</summary>
    public async Task<RolloutScreen> AskAsync(string id, CancellationToken cancellation)
    {
        if (await rollouts.FindAsync(id, cancellation) is not { } rollout)
            return RolloutScreen.Absent;

        var window = await WindowAsync(rollout, cancellation);
        return new RolloutScreen(
            rollout,
            await endpoints.AskAsync(rollout.Endpoint, historyBefore: null, cancellation),
            await rollouts.HistoryAsync(id, HistoryLimit, cancellation),
            window)
        {
            Days = await DaysAsync(rollout, cancellation),
            Singles = await SinglesAsync(rollout, window, cancellation),
        };
    }

    private async Task<IReadOnlyList<WindowRow>> WindowAsync(Rollout rollout, CancellationToken cancellation)
    {
        if (rollout.StartedAt is not { } started)
            return [];
        if (rollout.EndedAt is { } ended)
            return await series.WindowAsync(rollout.Endpoint, started, ended, cancellation);

        var now = clock.GetUtcNow();
        return rollout.CurrentStep is ExperimentStep
            ? await series.WindowAsync(rollout.Endpoint, rollout.StratumSince ?? now, now, rollout.StratumRevision, cancellation)
            : await series.WindowAsync(rollout.Endpoint, BeginOfTraffic(rollout) ?? started, now, cancellation);
    }

    private async Task<IReadOnlyDictionary<string, ShadowSingles>> SinglesAsync(Rollout rollout, IReadOnlyList<WindowRow> window, CancellationToken cancellation)
    {
        var singles = new Dictionary<string, ShadowSingles>(StringComparer.Ordinal);
        if (rollout.StartedAt is not { } started)
            return singles;
        foreach (var variant in window.Where(r => r.Comparison is not null).Select(r => r.Variant).Distinct(StringComparer.Ordinal))
        {
            singles[variant] = new ShadowSingles(
                await samples.CorrectnessAsync(rollout.Endpoint, variant, started, cancellation),
                await samples.WorstAsync(rollout.Endpoint, variant, started, WorstShown, cancellation));
        }

        return singles;
    }

    // Days of an experiment's own stratum, counted from its begin; what is older than two weeks is no longer told apart.
    private async Task<IReadOnlyList<ExperimentDay>> DaysAsync(Rollout rollout, CancellationToken cancellation)
    {
        if (rollout.Runs.LastOrDefault(r => rollout.Plan.Steps[r.Step] is ExperimentStep) is not { ConfirmedAt: { } begin } run)
            return [];
        var end = run.EndedAt ?? clock.GetUtcNow();
        var days = new List<ExperimentDay>();
        var reward = await rewards.MetricAsync(new RewardStretch(rollout.Endpoint, begin, end, 0), cancellation);
        for (var day = Math.Max(1, (int)Math.Ceiling((end - begin).TotalDays) - ExperimentDay.Kept + 1); begin.AddDays(day - 1) < end; day++)
        {
            var from = begin.AddDays(day - 1);
            days.Add(new ExperimentDay(day, await series.WindowAsync(rollout.Endpoint, from, from.AddDays(1) < end ? from.AddDays(1) : end, 0, reward, cancellation)));
        }

        return days;
    }

    // Mirrors, rules and arms stay as they are through the holds that follow them.
    private static DateTimeOffset? BeginOfTraffic(Rollout rollout) =>
        rollout.Runs.LastOrDefault(r => rollout.Plan.Steps[r.Step] is MirrorStep or RulesStep or SplitStep or BanditStep)?.BeganAt;
}
