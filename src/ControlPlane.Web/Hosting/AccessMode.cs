namespace ControlPlane.Web.Hosting;

/// <summary>Whether people must sign in.</summary>
public enum AccessMode
{
    /// <summary>Nobody sees or does anything without signing in.</summary>
    Required,

    /// <summary>Whoever reaches it may do everything: only where nobody but this machine does.</summary>
    Open,
}
