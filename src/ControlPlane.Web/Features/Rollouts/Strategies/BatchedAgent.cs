namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>One agent of a batch. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version it should serve now; null while it is out of service.</param>
/// <param name="HasRouting">Whether it has confirmed the newest routing.</param>
public sealed record BatchedAgent(string Name, int? Version, bool HasRouting);
