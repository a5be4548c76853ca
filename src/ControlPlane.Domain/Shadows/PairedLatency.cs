using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Domain.Shadows;

/// <summary>
/// How much longer a shadow took than the variant that answered, request by request.
/// Copies run after the answer and at a lower priority on the same machine, so it shows an upper bound rather than the latency callers would see. Immutable.
/// </summary>
public sealed class PairedLatency
{
    private readonly LatencySketch _slower;
    private readonly LatencySketch _quicker;

    /// <summary>Reads the sketches of a comparison; what cannot be read counts as absent.</summary>
    /// <param name="comparison">At least one pair.</param>
    public PairedLatency(ShadowComparison comparison)
    {
        (Pairs, Slower) = (comparison.Pairs, comparison.Slower);
        _slower = Read(comparison.SlowerBy);
        _quicker = Read(comparison.QuickerBy);
    }

    /// <summary>Requests that both answered.</summary>
    public long Pairs { get; }

    /// <summary>Of these, requests for which the shadow took longer.</summary>
    public long Slower { get; }

    /// <summary>Share of requests for which the shadow took longer.</summary>
    public ProportionSample SlowerShare => new(Math.Min(Slower, Pairs), Pairs);

    /// <summary>A quantile of shadow minus champion in milliseconds, negative where the shadow was quicker; null when no difference was measured.</summary>
    /// <param name="share">0 to 1; the rank is ⌊share·(count − 1)⌋, counted from 0.</param>
    public double? Quantile(double share)
    {
        var same = Math.Max(0, Pairs - _slower.Count - _quicker.Count);
        var count = _quicker.Count + same + _slower.Count;
        if (_quicker.Count + _slower.Count == 0)
            return null;

        var rank = (long)Math.Floor(share * (count - 1));
        if (rank < _quicker.Count)
            return -AtRank(_quicker, _quicker.Count - 1 - rank);
        rank -= _quicker.Count;
        return rank < same ? 0 : AtRank(_slower, rank - same);
    }

    // Half a rank more, so that rounding cannot end one rank lower.
    private static double AtRank(LatencySketch sketch, long rank) =>
        sketch.Quantile(sketch.Count == 1 ? 0 : Math.Min(1, (rank + 0.5) / (sketch.Count - 1)))!.Value;

    private static LatencySketch Read(byte[]? bytes) =>
        bytes is not null && LatencySketch.FromBytes(bytes) is { IsAccepted: true } read ? read.Value : new();
}
