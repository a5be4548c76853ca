namespace ControlPlane.Data.Bandits;

/// <summary>What came back about an answer.</summary>
public enum FeedbackKind
{
    /// <summary>Its true class.</summary>
    Label,

    /// <summary>What it was worth.</summary>
    Reward,
}
