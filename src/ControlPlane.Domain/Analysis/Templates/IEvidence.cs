using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>
/// Where checks read what variants did. Everything it gives was counted since the present stratum began,
/// so nothing is pooled across steps of a ramp.
/// </summary>
public interface IEvidence
{
    /// <summary>What a variant did in the window that ends now; <see cref="VariantEvidence.None"/> when nothing.</summary>
    /// <param name="variant">Name of the variant.</param>
    /// <param name="window">Length of the window; null means since the stratum began.</param>
    VariantEvidence Of(string variant, TimeSpan? window);

    /// <summary>How much of what agents counted since the stratum began has arrived.</summary>
    Completeness Completeness { get; }

    /// <summary>The newest answer of a check's own source; null when there is none yet, or the check has no source.</summary>
    /// <param name="variant">Name of the judged variant.</param>
    /// <param name="check">The check.</param>
    ExternalReading? External(string variant, MetricCheck check) => null;
}
