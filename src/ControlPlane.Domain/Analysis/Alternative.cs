namespace ControlPlane.Domain.Analysis;

/// <summary>What a test looks for, besides "no difference".</summary>
public enum Alternative
{
    /// <summary>The first sample differs, in either way.</summary>
    TwoSided,

    /// <summary>The first sample is greater.</summary>
    Greater,

    /// <summary>The first sample is less.</summary>
    Less,
}
