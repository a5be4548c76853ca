namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>How easily what a wrong answer did can be made good.</summary>
public enum Repair
{
    /// <summary>The next answer makes it good.</summary>
    Easy,

    /// <summary>Something stays.</summary>
    Hard,
}
