namespace ControlPlane.Domain.Drift;

/// <summary>What one variant was asked and answered in some span. Immutable.</summary>
/// <param name="Variant">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Features">Its inputs.</param>
/// <param name="Predictions">Its answers; null when none could be read.</param>
public sealed record ObservedVariant(string Variant, int Version, IReadOnlyList<FeatureWindow> Features, FeatureWindow? Predictions);
