using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>What to do with one endpoint of the accepted table. Immutable.</summary>
/// <param name="Routing">What the table wants.</param>
/// <param name="Step">What is done now.</param>
/// <param name="Because">One sentence.</param>
internal sealed record EndpointDecision(EndpointRouting Routing, EndpointStep Step, string Because);
