using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>Evidence that knows what the endpoint's mistakes cost. Immutable.</summary>
/// <param name="evidence">What variants did.</param>
/// <param name="costs">The endpoint's mistake costs.</param>
public sealed class CostedEvidence(IEvidence evidence, IReadOnlyList<MistakeCost> costs) : IEvidence
{
    /// <inheritdoc />
    public Completeness Completeness => evidence.Completeness;

    /// <inheritdoc />
    public VariantEvidence Of(string variant, TimeSpan? window) => evidence.Of(variant, window) with { MistakeCosts = costs };

    /// <inheritdoc />
    public ExternalReading? External(string variant, MetricCheck check) => evidence.External(variant, check);
}
