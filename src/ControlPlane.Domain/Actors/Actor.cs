using ControlPlane.Domain.Access;

namespace ControlPlane.Domain.Actors;

/// <summary>Who changed something. Immutable.</summary>
/// <param name="Name">Name of the person, the token or the loop.</param>
/// <param name="Way">By which way.</param>
public sealed record Actor(string Name, ChangeWay Way)
{
    /// <summary>The control plane itself.</summary>
    public static Actor Automatic { get; } = new("control-plane", ChangeWay.Automatic);

    /// <summary>Whose rights decide; null for the control plane itself, for who commands at the host, and where nobody signs in.</summary>
    public RightsHolder? Holder { get; init; }
}
