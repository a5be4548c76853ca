using ControlPlane.Domain.Bandits;

namespace ControlPlane.Domain.Analysis.Quality;

/// <summary>
/// How long labels took to come back, counted in spans that grow. Only labels that have come can be counted, so what is still on its way is not in it. Stateless.
/// </summary>
public static class LabelDelay
{
    /// <summary>Longest delay of each bin, ascending; a last bin without a limit follows.</summary>
    public static IReadOnlyList<TimeSpan> Limits { get; } =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7),
    ];

    /// <summary>Number of bins.</summary>
    public static int BinCount => Limits.Count + 1;

    /// <summary>The bin of a delay; one below zero, from clocks that differ, counts as none.</summary>
    public static int BinOf(TimeSpan delay)
    {
        for (var bin = 0; bin < Limits.Count; bin++)
        {
            if (delay <= Limits[bin])
                return bin;
        }

        return Limits.Count;
    }

    /// <summary>Labels by bin, from the finer bins that are stored; exact to a tenth of a delay. Empty without labels.</summary>
    /// <param name="fine">Labels by <see cref="RewardDelays.BinOf"/>.</param>
    public static IReadOnlyList<long> BinsOf(IReadOnlyDictionary<int, long> fine)
    {
        if (fine.Count == 0)
            return [];
        var bins = new long[BinCount];
        foreach (var (bin, labels) in fine)
            bins[BinOf(RewardDelays.MiddleOf(bin))] += labels;
        return bins;
    }

    /// <summary>The limit within which at least a share of the labels came; null without labels, and when it lies beyond the last limit.</summary>
    /// <param name="bins">Labels by bin.</param>
    /// <param name="share">Above 0 up to 1.</param>
    public static TimeSpan? Within(IReadOnlyList<long> bins, double share)
    {
        var wanted = bins.Sum() * share;
        long so = 0;
        for (var bin = 0; bin < Math.Min(bins.Count, Limits.Count); bin++)
        {
            so += bins[bin];
            if (so > 0 && so >= wanted)
                return Limits[bin];
        }

        return null;
    }
}
