namespace ControlPlane.Web.Components;

/// <summary>How something is, in the five ways that call for a different look from people. Ordered from most to least urgent.</summary>
public enum StatusKind
{
    /// <summary>Somebody must act.</summary>
    NeedsYou,

    /// <summary>Taken back, and the way back is still open.</summary>
    RolledBack,

    /// <summary>Under way; worth an eye.</summary>
    Watching,

    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>All is as it should be.</summary>
    Fine,
}
