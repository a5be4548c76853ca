namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>What going back takes.</summary>
public enum WayBackKind
{
    /// <summary>A swap of tables.</summary>
    Swap,

    /// <summary>The old version is loaded again.</summary>
    Reload,
}
