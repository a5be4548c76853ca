using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>A committed change that agents should take. Immutable.</summary>
public sealed record CommandedChange
{
    public required string Pool { get; init; }

    public required string Endpoint { get; init; }

    public required TablePosition Position { get; init; }

    /// <summary>The endpoint's route revision after the change.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>True when the endpoint is gone after it.</summary>
    public bool IsDeletion { get; init; }

    public required DateTimeOffset CommandedAt { get; init; }

    /// <summary>The same instant by the monotonic clock.</summary>
    public required long CommandedTimestamp { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }
}
