namespace ControlPlane.Contracts.Agents;

/// <summary>Which routing of an endpoint an agent applies. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="RouteRevision">The route revision in force on the agent; 0 when it has none yet.</param>
/// <param name="DivertedVariants">Variants whose traffic goes to the stable one because their version is refused here.</param>
public sealed record EndpointStatus(string Endpoint, long RouteRevision, IReadOnlyList<string> DivertedVariants);
