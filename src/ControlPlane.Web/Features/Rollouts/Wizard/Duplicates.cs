namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Which agents hold two versions; later is more.</summary>
public enum Duplicates
{
    /// <summary>None.</summary>
    None,

    /// <summary>Some at a time.</summary>
    Some,

    /// <summary>All.</summary>
    All,
}
