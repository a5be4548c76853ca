using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Connection;

/// <summary>The identity as it lies on the disk. Holds secrets. Immutable.</summary>
/// <param name="ControlPlane">Where it joined, for people who look into the file.</param>
/// <param name="Pool">The environment it joined.</param>
/// <param name="Membership">What the control plane gave last.</param>
/// <param name="ReceivedAt">When that came, by the agent's clock; null in a file of an earlier build.</param>
internal sealed record IdentityDocument(string ControlPlane, string Pool, JoinResponse Membership, DateTimeOffset? ReceivedAt = null);
