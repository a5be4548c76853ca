namespace ControlPlane.Contracts.Telemetry;

/// <summary>Samples an agent passes on; the receiver keeps each request and shadow once. Immutable.</summary>
/// <param name="Samples">At most 100.</param>
public sealed record ShadowSampleBatch(IReadOnlyList<ShadowSample> Samples);
