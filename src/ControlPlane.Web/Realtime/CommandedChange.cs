using ControlPlane.Contracts.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>A committed change that agents should take. Immutable.</summary>
internal sealed record CommandedChange
{
    public required string Pool { get; init; }

    public required string Endpoint { get; init; }

    public required TablePosition Position { get; init; }

    /// <summary>Null when the endpoint was removed.</summary>
    public required long? RouteRevision { get; init; }

    public required DateTimeOffset CommandedAt { get; init; }

    /// <summary>The same instant by the monotonic clock.</summary>
    public required long CommandedTimestamp { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }
}
