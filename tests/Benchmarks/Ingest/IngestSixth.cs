namespace ControlPlane.Benchmarks.Ingest;

/// <summary>One sixth of the simulated time. Immutable.</summary>
/// <param name="SimulatedSeconds">Its length.</param>
/// <param name="IngestSeconds">Real seconds it took to take what arrived in it, purges included.</param>
/// <param name="ProcessorSeconds">Processor time of these.</param>
/// <param name="LiveMegabytes">On the managed heap at its end, after a full collection.</param>
/// <param name="ProcessMegabytes">Resident memory of the process at its end.</param>
/// <param name="FileMegabytes">Size of the database at its end, its log included.</param>
/// <param name="Purged">Rows whose time was over.</param>
internal sealed record IngestSixth(
    int SimulatedSeconds, double IngestSeconds, double ProcessorSeconds, double LiveMegabytes, double ProcessMegabytes, double FileMegabytes, long Purged)
{
    /// <summary>Simulated seconds that one real second takes.</summary>
    public double Speed => SimulatedSeconds / IngestSeconds;
}
