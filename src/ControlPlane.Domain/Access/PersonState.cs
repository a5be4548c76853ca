namespace ControlPlane.Domain.Access;

/// <summary>Whether somebody may do anything at all.</summary>
public enum PersonState
{
    /// <summary>Their roles hold.</summary>
    Enabled,

    /// <summary>They cannot sign in, and every session of theirs has ended.</summary>
    Disabled,
}
