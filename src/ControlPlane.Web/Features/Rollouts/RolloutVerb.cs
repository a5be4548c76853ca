namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What people ask of a rollout.</summary>
public enum RolloutVerb
{
    /// <summary>End the present step, begin the next one.</summary>
    Promote,

    /// <summary>Let through what waits for another person.</summary>
    Approve,

    /// <summary>Do not let it through, and end it.</summary>
    Decline,

    /// <summary>Go straight to the switch.</summary>
    PromoteFull,

    /// <summary>Freeze the traffic.</summary>
    Pause,

    /// <summary>Go on.</summary>
    Resume,

    /// <summary>All traffic to the stable version, and end.</summary>
    Abort,

    /// <summary>Start the same plan again, from step 0 with fresh analysis.</summary>
    Retry,

    /// <summary>Take the challengers' traffic away for a while.</summary>
    Kill,

    /// <summary>Hold a bandit's weights where they are.</summary>
    Freeze,

    /// <summary>Let rewards move them again.</summary>
    Unfreeze,

    /// <summary>Take the way back back.</summary>
    Undo,
}
