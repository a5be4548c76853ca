using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Rollouts;

/// <summary>A check whose own source must be asked now. Immutable.</summary>
/// <param name="Check">The check.</param>
/// <param name="Variant">Name of the judged variant.</param>
/// <param name="Version">Its version.</param>
/// <param name="Champion">Name of what it is compared with; null when that no longer answers callers.</param>
/// <param name="ChampionVersion">Its version.</param>
/// <param name="IsCompared">Whether the champion's value is needed too.</param>
public sealed record ExternalQuestion(MetricCheck Check, string Variant, int Version, string? Champion, int ChampionVersion, bool IsCompared);
