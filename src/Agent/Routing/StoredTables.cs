using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>What the disk holds at a start. Immutable.</summary>
/// <param name="Accepted">The newest table that is whole; null when there is none.</param>
/// <param name="Previous">The one accepted before it; null when there is none.</param>
/// <param name="InForce">What was served when some version of the accepted table was still on the way; null when nothing differed.</param>
/// <param name="Damage">One sentence for each file that was there and could not be used.</param>
internal sealed record StoredTables(
    SealedRoutingTable? Accepted,
    SealedRoutingTable? Previous,
    SealedRoutingTable? InForce,
    IReadOnlyList<string> Damage);
