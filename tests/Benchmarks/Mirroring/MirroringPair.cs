namespace ControlPlane.Benchmarks.Mirroring;

/// <summary>The champion's latency without and with mirroring, measured one right after the other.</summary>
internal sealed record MirroringPair(PacedResult Off, PacedResult On)
{
    /// <summary>By how much mirroring moves the 99th percentile.</summary>
    public double Ratio => On.P99Milliseconds / Off.P99Milliseconds;
}
