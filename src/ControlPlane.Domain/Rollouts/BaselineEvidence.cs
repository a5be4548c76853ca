using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Evidence in which the champion that was replaced still speaks, by what it did before. Immutable.</summary>
/// <param name="present">What variants do now.</param>
/// <param name="baseline">What the replaced champion did.</param>
/// <param name="external">What sources outside answered.</param>
internal sealed class BaselineEvidence(IEvidence present, VariantEvidence baseline, ExternalReadings external) : IEvidence
{
    /// <summary>Name under which the replaced champion is found; no variant can have it.</summary>
    public const string Before = "the version before";

    /// <inheritdoc />
    public VariantEvidence Of(string variant, TimeSpan? window) => variant == Before ? baseline : present.Of(variant, window);

    /// <inheritdoc />
    public Completeness Completeness => present.Completeness;

    /// <inheritdoc />
    public ExternalReading? External(string variant, MetricCheck check) => external.Of(variant, check);
}
