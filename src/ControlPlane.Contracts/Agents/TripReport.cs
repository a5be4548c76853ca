using ControlPlane.Contracts.Routing;

namespace ControlPlane.Contracts.Agents;

/// <summary>
/// A guard on the agent tripped: since <see cref="TrippedAt"/> the stable variant answers in place of the tripped one, on this agent.
/// It stays so until the endpoint gets a higher route revision. Sent at once, and repeated as a level in every hello and heartbeat. Immutable.
/// </summary>
public sealed record TripReport
{
    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The variant whose traffic was taken away.</summary>
    public required string Variant { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>The route revision in force when it happened.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>Which limit was passed.</summary>
    public required GuardKind Guard { get; init; }

    /// <summary>The limit: a share from 0 to 1, or milliseconds for latency.</summary>
    public required double Limit { get; init; }

    /// <summary>What was measured, in the limit's unit.</summary>
    public required double Observed { get; init; }

    /// <summary>Requests of the variant in the window.</summary>
    public required long Requests { get; init; }

    /// <summary>Length of the window in seconds.</summary>
    public required double WindowSeconds { get; init; }

    /// <summary>When the first failing answer of the window was given, by the agent's clock; null for latency.</summary>
    public DateTimeOffset? FirstHarmAt { get; init; }

    /// <summary>When traffic was taken away, by the agent's clock.</summary>
    public required DateTimeOffset TrippedAt { get; init; }
}
