namespace ControlPlane.Data.Bandits;

/// <summary>Answers whose rewards are asked for. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="From">First answer, inclusive.</param>
/// <param name="To">Last answer, exclusive.</param>
/// <param name="LeastRouteRevision">Lowest route revision that counts.</param>
public sealed record RewardStretch(string Endpoint, DateTimeOffset From, DateTimeOffset To, long LeastRouteRevision);
