using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>One variant of a comparison. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Evidence">What it did since the stratum began.</param>
/// <param name="Weight">Basis points of all callers that the split in force gives it; null where weights do not say who gets it, as for shadows and rules.</param>
public sealed record ComparedVariant(string Name, VariantEvidence Evidence, int? Weight = null);
