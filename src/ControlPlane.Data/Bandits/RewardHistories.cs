using System.Collections.Concurrent;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using ControlPlane.Domain.Rollouts.Steps;

namespace ControlPlane.Data.Bandits;

/// <summary>
/// Reads what decisions about bandits rest on. Decisions come every second and a history may be weeks long, so its end stands on a grid,
/// and until the next mark of the grid, or until weights are due to move, the answer is the one before. A singleton, thread-safe.
/// </summary>
public sealed class RewardHistories(RewardQueries rewards)
{
    /// <summary>Marks between two moves of the weights; what came since the last mark waits for the next.</summary>
    private const int MarksPerInterval = 10;

    private readonly ConcurrentDictionary<string, (Question Question, RewardHistory Answer)> _latest = new(StringComparer.Ordinal);

    /// <summary>What the arms earned with answers that had the time to be rewarded.</summary>
    /// <param name="step">The bandit.</param>
    /// <param name="all">All its answers until now.</param>
    /// <param name="isMoving">Whether weights are due to move, so that it matters how late rewards are.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<RewardHistory> ReadAsync(BanditStep step, RewardStretch all, bool isMoving, CancellationToken cancellationToken)
    {
        var until = OnGrid(all.To - step.AttributionWindow, GridOf(step.Interval));
        var question = new Question(all with { To = until }, step.Metric, step.AttributionWindow, step.HalfLife, isMoving);
        if (_latest.TryGetValue(all.Endpoint, out var known) && known.Question == question)
            return known.Answer;

        var answer = await AskAsync(question, await rewards.MetricAsync(all, cancellationToken), cancellationToken);
        _latest[all.Endpoint] = (question, answer);
        return answer;
    }

    /// <summary>Forgets what was read of an endpoint whose weights no bandit moves.</summary>
    public void Forget(string endpoint) => _latest.TryRemove(endpoint, out _);

    private async Task<RewardHistory> AskAsync(Question question, string? metric, CancellationToken cancellationToken)
    {
        var closed = question.Closed;
        var recent = question.HalfLife is { } half ? Since(closed, closed.To - (half * RewardDiscount.Horizon)) : closed;
        var kind = question.Metric == MetricName.Accuracy ? FeedbackKind.Label : FeedbackKind.Reward;
        return new RewardHistory
        {
            Slices = await rewards.SlicesAsync(recent, metric, RewardDiscount.SliceOf(question.HalfLife), cancellationToken),
            Delays = question.IsMoving
                ? await rewards.DelaysAsync(Since(closed, closed.To - RewardDelays.ReachOf(question.AttributionWindow)), kind, metric, cancellationToken)
                : RewardDelays.None,
        };
    }

    private static RewardStretch Since(RewardStretch stretch, DateTimeOffset from) => from > stretch.From ? stretch with { From = from } : stretch;

    // A length that spans are kept in, so that the cover does not end in fine ones; a minute at most, as rewards are waited for.
    private static int GridOf(TimeSpan interval) =>
        SeriesRetention.Resolutions.Where(r => r <= 60 && interval >= TimeSpan.FromSeconds(r * MarksPerInterval)).DefaultIfEmpty(1).Max();

    private static DateTimeOffset OnGrid(DateTimeOffset moment, int grid) =>
        DateTimeOffset.FromUnixTimeSeconds(SeriesSpan.AlignDown(moment.ToUnixTimeSeconds(), grid));

    private sealed record Question(RewardStretch Closed, string Metric, TimeSpan AttributionWindow, TimeSpan? HalfLife, bool IsMoving);
}
