namespace ControlPlane.Domain.Rollouts;

/// <summary>Triggers in words. Stateless.</summary>
public static class TriggerText
{
    /// <summary>A trigger as it stands in a sentence.</summary>
    public static string Of(RolloutTrigger trigger) => trigger switch
    {
        RolloutTrigger.Prepare => "prepare",
        RolloutTrigger.Advance => "advance",
        RolloutTrigger.Switch => "switch",
        RolloutTrigger.Bake => "bake",
        RolloutTrigger.Complete => "complete",
        RolloutTrigger.Pause => "pause",
        RolloutTrigger.RollBack => "roll back",
        RolloutTrigger.Abort => "abort",
        RolloutTrigger.Undo => "undo",
        RolloutTrigger.Settle => "settle",
        RolloutTrigger.SettleAborted => "settle after an abort",
        RolloutTrigger.Supersede => "supersede",
        RolloutTrigger.GiveUp => "give up",
        _ => throw new InvalidOperationException($"No words are defined for {trigger}."),
    };
}
