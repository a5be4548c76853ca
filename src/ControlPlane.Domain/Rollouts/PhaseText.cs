namespace ControlPlane.Domain.Rollouts;

/// <summary>Phases in words. Stateless.</summary>
public static class PhaseText
{
    /// <summary>A phase as it stands in a sentence.</summary>
    public static string Of(RolloutPhase phase) => phase switch
    {
        RolloutPhase.Pending => "pending",
        RolloutPhase.Preparing => "preparing",
        RolloutPhase.Progressing => "progressing",
        RolloutPhase.Paused => "paused",
        RolloutPhase.Promoting => "promoting",
        RolloutPhase.Baking => "baking",
        RolloutPhase.Succeeded => "succeeded",
        RolloutPhase.RollingBack => "rolling back",
        RolloutPhase.RolledBack => "rolled back",
        RolloutPhase.Aborted => "aborted",
        RolloutPhase.Superseded => "superseded",
        RolloutPhase.Failed => "failed",
        _ => throw new InvalidOperationException($"No words are defined for {phase}."),
    };
}
