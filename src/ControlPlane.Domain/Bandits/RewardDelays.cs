namespace ControlPlane.Domain.Bandits;

/// <summary>
/// How long after the answer rewards came: counts in bins that grow by a tenth, so that counts of many spans add up. Immutable.
/// </summary>
/// <param name="Counts">Rewards by <see cref="BinOf"/>.</param>
public sealed record RewardDelays(IReadOnlyDictionary<int, long> Counts)
{
    private const double Growth = 1.1;

    /// <summary>No reward.</summary>
    public static RewardDelays None { get; } = new(new Dictionary<int, long>());

    /// <summary>All rewards.</summary>
    public long Total => Counts.Values.Sum();

    /// <summary>The bin of a delay: 0 up to a second, bin b from 1.1^(b−1), exclusive, to 1.1^b seconds. A reward that seems older than its answer came at once.</summary>
    public static int BinOf(TimeSpan delay) =>
        delay.TotalSeconds <= 1 ? 0 : (int)Math.Ceiling((Math.Log(delay.TotalSeconds) / Math.Log(Growth)) - 1e-9);

    /// <summary>A delay in the middle of a bin.</summary>
    public static TimeSpan MiddleOf(int bin) => TimeSpan.FromSeconds(Math.Pow(Growth, bin - 0.5));

    /// <summary>Share of rewards that came later than a time; exact to a tenth of that time. Null without rewards.</summary>
    public double? ShareLaterThan(TimeSpan time)
    {
        if (Total == 0)
            return null;
        var later = Counts.Sum(c => c.Value * PartAfter(c.Key, time.TotalSeconds));
        return later / Total;
    }

    private static double PartAfter(int bin, double seconds)
    {
        double from = bin == 0 ? 0 : Math.Pow(Growth, bin - 1), to = Math.Pow(Growth, bin);
        return Math.Clamp((to - seconds) / (to - from), 0, 1);
    }
}
