using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Routing;

/// <summary>
/// Decides which buckets change their variant when weights change: as few as possible, and only from variants that shrink to variants that grow.
/// So raising a challenger never moves a caller off it, and a variant whose weight stays keeps every caller.
/// Among the plans with fewest moves it takes, step by step, the move that leaves the fewest intervals, so that tables stay small.
/// Pure and deterministic.
/// </summary>
public static class BucketPlanner
{
    /// <summary>Buckets by variant after the change, in the order given, each ascending and coalesced.</summary>
    /// <param name="shares">Wanted weights, which sum to 10,000; current buckets may leave gaps, which count as free.</param>
    /// <exception cref="ArgumentException">Weights do not sum to 10,000, or current buckets overlap: the caller did not check.</exception>
    public static IReadOnlyList<IReadOnlyList<BucketInterval>> Plan(IReadOnlyList<BucketShare> shares)
    {
        var sum = shares.Sum(s => s.Weight);
        if (sum != StickyHash.BucketCount || shares.Any(s => s.Weight < 0))
            throw new ArgumentException($"Weights sum to {sum}, wanted are {StickyHash.BucketCount} of numbers not below 0.", nameof(shares));

        var board = new BucketBoard(shares);
        while (board.BestMove() is { } move)
            board.Make(move);
        return [.. Enumerable.Range(0, shares.Count).Select(board.IntervalsOf)];
    }
}
