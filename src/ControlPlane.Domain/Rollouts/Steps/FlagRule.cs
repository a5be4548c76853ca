using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>One rule of a feature flag: who it is about and what they get. Immutable.</summary>
/// <param name="Id">Unique in the flag; telemetry counts matches by it.</param>
/// <param name="Conditions">All must hold; empty matches everybody, which only the last rule may.</param>
/// <param name="Version">The version for those who match.</param>
/// <param name="Share">Basis points of the matching callers that get <paramref name="Version"/>; the others get the stable version.</param>
public sealed record FlagRule(string Id, IReadOnlyList<AttributeCondition> Conditions, int Version, int Share = 10_000);
