using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Quantiles;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>Latencies of one variant by bin of <see cref="LatencySketch"/>. Immutable.</summary>
internal sealed class LatencyArm(IReadOnlyList<long> bins)
{
    /// <summary>Answered requests.</summary>
    public long Count { get; } = bins.Sum();

    /// <summary>The distribution as values with counts.</summary>
    public EmpiricalDistribution Distribution => EmpiricalDistribution.Of(
        [.. bins.Index().Where(b => b.Item > 0).Select(b => new ValueCount(LatencySketch.ValueOf(b.Index), b.Item))]);

    /// <summary>The value at a rank, from 1.</summary>
    public double At(long rank)
    {
        var seen = 0L;
        for (var bin = 0; bin < bins.Count; bin++)
        {
            seen += bins[bin];
            if (seen >= rank)
                return LatencySketch.ValueOf(bin);
        }

        throw new ArgumentOutOfRangeException(nameof(rank), rank, $"must not exceed the {Count} latencies");
    }

    /// <summary>A quantile.</summary>
    public double Quantile(double share) => At((long)Math.Floor(share * (Count - 1)) + 1);

    /// <summary>Limits of a quantile by order statistics; a limit the data cannot give is infinite.</summary>
    public ConfidenceInterval Limits(double share, double confidence)
    {
        var ranks = QuantileRanks.Of(Count, share, confidence);
        return new(
            ranks.Lower is { } lower ? At(lower) : double.NegativeInfinity,
            ranks.Upper is { } upper ? At(upper) : double.PositiveInfinity);
    }
}
