namespace ControlPlane.Domain.Analysis.Ranks;

/// <summary>Whether a whole-numbered statistic is moved half a step towards its mean before it meets a continuous law.</summary>
public enum ContinuityCorrection
{
    /// <summary>By one half.</summary>
    Half,

    /// <summary>Not at all.</summary>
    None,
}
