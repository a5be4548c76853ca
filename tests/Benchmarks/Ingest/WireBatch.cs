namespace ControlPlane.Benchmarks.Ingest;

/// <summary>A batch of telemetry as it arrives. Immutable.</summary>
/// <param name="Agent">Id of the sender.</param>
/// <param name="Json">The batch.</param>
internal sealed record WireBatch(string Agent, byte[] Json);
