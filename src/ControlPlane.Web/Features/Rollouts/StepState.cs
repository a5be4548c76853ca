namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Where a step of a plan stands.</summary>
public enum StepState
{
    /// <summary>Not begun.</summary>
    Next,

    /// <summary>The present one.</summary>
    Now,

    /// <summary>Did what it says.</summary>
    Done,

    /// <summary>A person went on before it was done.</summary>
    Skipped,

    /// <summary>The rollout ended in it.</summary>
    Stopped,
}
