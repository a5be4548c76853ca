using ControlPlane.Data.Bandits;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Components.Live;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>Reads a rollout's bandit from stored rewards and the endpoint's history. A singleton, thread-safe.</summary>
public sealed class BanditScreenQuery(RolloutQueries rollouts, RewardQueries rewards, WeightQueries weights, TimeProvider clock)
{
    /// <summary>The bandit; none where the rollout is gone or has no such step.</summary>
    public async Task<Found<BanditScreen>> AskAsync(string id, CancellationToken cancellation) =>
        new(await rollouts.FindAsync(id, cancellation) is { } rollout && rollout.Plan.Steps.OfType<BanditStep>().FirstOrDefault() is { } step
            ? await ReadAsync(rollout, step, cancellation)
            : null);

    private async Task<BanditScreen> ReadAsync(Rollout rollout, BanditStep step, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var state = BanditState.Of(rollout);
        if (rollout.Runs.LastOrDefault(r => rollout.Plan.Steps[r.Step] is BanditStep) is not { } run)
            return new BanditScreen(step, BanditReport.Of(step, rollout.StableVersion, state, RewardHistory.None, [], [], now), [], null, now);

        var end = run.EndedAt ?? rollout.EndedAt ?? now;
        var closed = now - step.AttributionWindow < end ? now - step.AttributionWindow : end;
        var history = new RewardHistory
        {
            Slices = await SlicesAsync(run.BeganAt, closed, halfLife: null),
            Delays = await rewards.DelaysAsync(
                rollout.Endpoint, Later(run.BeganAt, closed - RewardDelays.ReachOf(step.AttributionWindow)), closed, rollout.TripsFrom, step.Metric == MetricName.Accuracy ? FeedbackKind.Label : FeedbackKind.Reward, cancellation),
        };
        var recent = step.HalfLife is { } half
            ? await SlicesAsync(Later(run.BeganAt, closed - (half * RewardDiscount.Horizon)), closed, half)
            : history.Slices;
        var open = await SlicesAsync(Later(run.BeganAt, closed), end, halfLife: null);
        var report = BanditReport.Of(step, rollout.StableVersion, state, history, recent, open, now < end + step.AttributionWindow ? now : end + step.AttributionWindow);
        var isOver = run.EndedAt is not null || rollout.IsTerminal;
        var moves = await weights.ListAsync(rollout.Endpoint, run.BeganAt, end, cancellation);

        // What ends a bandit gives other weights at that very moment; they are not its own.
        return new BanditScreen(step, report, isOver ? [.. moves.Where(m => m.At < end)] : moves, run.BeganAt, end)
        {
            IsOver = isOver,
            IsSettled = isOver && now >= end + step.AttributionWindow,
        };

        Task<IReadOnlyList<RewardSlice>> SlicesAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan? halfLife) =>
            rewards.SlicesAsync(rollout.Endpoint, from, to, rollout.TripsFrom, RewardDiscount.SliceOf(halfLife), cancellation);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
