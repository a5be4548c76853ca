using ControlPlane.Data.Feedback;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Bandits;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Bandits;

/// <summary>Reads what versions earned, by the route revision that chose them. Thread-safe.</summary>
public sealed class RewardQueries(IDbContextFactory<SeriesContext> contexts, SeriesRetention retention, TimeProvider time)
{
    /// <summary>What the answers of a stretch earned, however late it came.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive: nothing given later is counted, at the price of leaving out what lies in a coarse span with it.</param>
    /// <param name="leastRouteRevision">Lowest route revision that counts.</param>
    /// <param name="coarsest">Longest slice wanted.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<RewardSlice>> SlicesAsync(
        string endpoint, DateTimeOffset from, DateTimeOffset to, long leastRouteRevision, TimeSpan coarsest, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var slices = new List<RewardSlice>();
        foreach (var stretch in ClosedCover.Of(from, to, coarsest, retention, time.GetUtcNow()))
        {
            var answers = await context.Points.In(endpoint, stretch).Where(p => p.RouteRevision >= leastRouteRevision)
                .Select(p => new { p.Start, p.RouteRevision, p.Version, Requests = p.Requests - p.TrippedRequests }).ToListAsync(cancellationToken);
            var feedback = await context.FeedbackPoints.In(endpoint, stretch).Where(p => p.RouteRevision >= leastRouteRevision)
                .Select(p => new { p.Start, p.RouteRevision, p.Version, p.Labelled, p.Correct, p.Rewards }).ToListAsync(cancellationToken);
            var earned = feedback.ToLookup(f => (f.Start, f.RouteRevision, f.Version));
            var asked = answers.ToLookup(a => (a.Start, a.RouteRevision, a.Version), a => a.Requests);
            slices.AddRange(asked.Select(a => a.Key).Union(earned.Select(f => f.Key)).Select(key => new RewardSlice(
                key.Version,
                DateTimeOffset.FromUnixTimeMilliseconds((key.Start * 1_000) + (stretch.Resolution * 500)),
                key.RouteRevision,
                asked[key].Sum(),
                earned[key].Sum(f => f.Labelled),
                earned[key].Sum(f => f.Correct),
                earned[key].Aggregate(default(RewardSums), (sum, f) => sum.Plus(SumsOf(f.Rewards))))));
        }

        return slices;
    }

    /// <summary>How long after their answers labels or rewards came.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">First answer, inclusive.</param>
    /// <param name="to">Last answer, exclusive.</param>
    /// <param name="leastRouteRevision">Lowest route revision that counts.</param>
    /// <param name="kind">Labels or rewards.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<RewardDelays> DelaysAsync(
        string endpoint, DateTimeOffset from, DateTimeOffset to, long leastRouteRevision, FeedbackKind kind, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sum = FeedbackDetails.Empty;
        foreach (var stretch in ClosedCover.Of(from, to, TimeSpan.MaxValue, retention, time.GetUtcNow()))
        {
            var details = await context.FeedbackPoints.In(endpoint, stretch).Where(p => p.RouteRevision >= leastRouteRevision).Select(p => p.Details).ToListAsync(cancellationToken);
            sum = details.Aggregate(sum, (all, one) => all.PlusDelays(one));
        }

        return new RewardDelays(kind == FeedbackKind.Label ? sum.LabelDelays : sum.RewardDelays);
    }

    // As everywhere, the first metric by name is the reward.
    private static RewardSums SumsOf(IReadOnlyDictionary<string, RewardSum> rewards) =>
        rewards.Values.FirstOrDefault() is { } reward ? new(reward.Count, reward.Sum, reward.SumOfSquares) : default;
}
