using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Connection;

/// <summary>The identity as it lies on the disk. Holds secrets. Immutable.</summary>
/// <param name="ControlPlane">Where it joined, for people who look into the file.</param>
/// <param name="Pool">The environment it joined.</param>
/// <param name="Membership">What the control plane gave.</param>
internal sealed record IdentityDocument(string ControlPlane, string Pool, JoinResponse Membership);
