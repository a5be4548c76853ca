using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Guards;

/// <summary>A limit that was passed. Immutable.</summary>
/// <param name="Guard">Which one.</param>
/// <param name="Limit">The limit: a share from 0 to 1, or milliseconds.</param>
/// <param name="Observed">What was measured, in the limit's unit.</param>
internal sealed record GuardVerdict(GuardKind Guard, double Limit, double Observed);
