using ControlPlane.Data.Feedback;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Bandits;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Bandits;

/// <summary>Reads what versions earned, by the route revision that chose them. Thread-safe.</summary>
public sealed class RewardQueries(IDbContextFactory<SeriesContext> contexts, SeriesRetention retention, TimeProvider time)
{
    /// <summary>The metric that is the reward by what came in a stretch; null when nothing came. Ask it once for everything that is held together.</summary>
    public async Task<string?> MetricAsync(RewardStretch stretch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var span in ClosedCover.Of(stretch.From, stretch.To, TimeSpan.MaxValue, retention, time.GetUtcNow()))
        {
            foreach (var rewards in await Feedback(context, stretch, span).Select(p => p.Rewards).ToListAsync(cancellationToken))
                names.UnionWith(rewards.Keys);
        }

        return RewardMetric.Of(names);
    }

    /// <summary>What the answers of a stretch earned, however late it came; what lies in a coarse span with the end of the stretch is left out.</summary>
    /// <param name="stretch">The answers.</param>
    /// <param name="metric">The metric that is the reward; null for none.</param>
    /// <param name="coarsest">Longest slice wanted.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<RewardSlice>> SlicesAsync(RewardStretch stretch, string? metric, TimeSpan coarsest, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var slices = new List<RewardSlice>();
        foreach (var span in ClosedCover.Of(stretch.From, stretch.To, coarsest, retention, time.GetUtcNow()))
        {
            var answers = await context.Points.In(stretch.Endpoint, span).Where(p => p.RouteRevision >= stretch.LeastRouteRevision)
                .Select(p => new { p.Start, p.RouteRevision, p.Version, Requests = p.Requests - p.TrippedRequests }).ToListAsync(cancellationToken);
            var feedback = await Feedback(context, stretch, span)
                .Select(p => new { p.Start, p.RouteRevision, p.Version, p.Labelled, p.Correct, p.Rewards }).ToListAsync(cancellationToken);
            var earned = feedback.ToLookup(f => (f.Start, f.RouteRevision, f.Version));
            var asked = answers.ToLookup(a => (a.Start, a.RouteRevision, a.Version), a => a.Requests);
            slices.AddRange(asked.Select(a => a.Key).Union(earned.Select(f => f.Key)).Select(key => new RewardSlice(
                key.Version,
                DateTimeOffset.FromUnixTimeMilliseconds((key.Start * 1_000) + (span.Resolution * 500)),
                key.RouteRevision,
                asked[key].Sum(),
                earned[key].Sum(f => f.Labelled),
                earned[key].Sum(f => f.Correct),
                earned[key].Aggregate(default(RewardSums), (sum, f) => sum.Plus(SumsOf(f.Rewards, metric))))));
        }

        return slices;
    }

    /// <summary>How long after their answers labels or rewards came.</summary>
    /// <param name="stretch">The answers.</param>
    /// <param name="kind">Labels or rewards.</param>
    /// <param name="metric">The metric that is the reward; null for none.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<RewardDelays> DelaysAsync(RewardStretch stretch, FeedbackKind kind, string? metric, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        IReadOnlyDictionary<int, long> delays = RewardDelays.None.Counts;
        foreach (var span in ClosedCover.Of(stretch.From, stretch.To, TimeSpan.MaxValue, retention, time.GetUtcNow()))
        {
            foreach (var details in await Feedback(context, stretch, span).Select(p => p.Details).ToListAsync(cancellationToken))
                delays = FeedbackSum.Sum(delays, kind == FeedbackKind.Label ? details.LabelDelays : details.RewardsOf(metric).Delays, (one, two) => one + two);
        }

        return new RewardDelays(delays);
    }

    private static IQueryable<FeedbackPoint> Feedback(SeriesContext context, RewardStretch stretch, SeriesSpan span) =>
        context.FeedbackPoints.In(stretch.Endpoint, span).Where(p => p.RouteRevision >= stretch.LeastRouteRevision);

    private static RewardSums SumsOf(IReadOnlyDictionary<string, RewardSum> rewards, string? metric) =>
        metric is not null && rewards.TryGetValue(metric, out var reward) ? new(reward.Count, reward.Sum, reward.SumOfSquares) : default;
}
