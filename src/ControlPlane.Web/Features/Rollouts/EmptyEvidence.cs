using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Evidence while there can be none, because agents have not confirmed the present traffic. Immutable.</summary>
internal sealed class EmptyEvidence : IEvidence
{
    public static EmptyEvidence Instance { get; } = new();

    public Completeness Completeness => Completeness.Nothing;

    public VariantEvidence Of(string variant, TimeSpan? window) => VariantEvidence.None;
}
