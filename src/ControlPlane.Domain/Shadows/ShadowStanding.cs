namespace ControlPlane.Domain.Shadows;

/// <summary>What a comparison says about a shadow, from nothing to the strongest.</summary>
public enum ShadowStanding
{
    /// <summary>No copy was answered by both.</summary>
    Nothing,

    /// <summary>Fewer pairs than a verdict needs.</summary>
    TooFew,

    /// <summary>Both answer, but neither labels nor numbers are read from both, so nothing can be held against each other.</summary>
    NotComparable,

    /// <summary>It fails or answers invalidly more often than allowed.</summary>
    Failing,

    /// <summary>True labels show that it is right less often than the champion.</summary>
    Worse,

    /// <summary>It answers otherwise than the champion more often than allowed.</summary>
    Differing,

    /// <summary>The interval of agreement holds the limit.</summary>
    Undecided,

    /// <summary>It answers as the champion does.</summary>
    Alike,

    /// <summary>True labels show that it is right more often than the champion.</summary>
    Better,
}
