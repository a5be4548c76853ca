using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Audit;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Routing;

/// <summary>Everything a pool's table is made from. Immutable.</summary>
public sealed record PoolFacts
{
    /// <summary>The installation.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The environment.</summary>
    public required string Pool { get; init; }

    /// <summary>Place of the table to make.</summary>
    public required TablePosition Position { get; init; }

    /// <summary>Every endpoint of the pool, in any order.</summary>
    public required IReadOnlyCollection<InferenceEndpoint> Endpoints { get; init; }

    /// <summary>At least every version the endpoints name.</summary>
    public required IReadOnlyCollection<ModelVersion> Versions { get; init; }

    /// <summary>Versions that batch jobs run on, by model: agents hold them ready whether they are routed or not.</summary>
    public IReadOnlyCollection<(string Model, int Version)> BatchVersions { get; init; } = [];

    /// <summary>The audit chain's newest entry; null before the first.</summary>
    public AuditHead? AuditHead { get; init; }
}
