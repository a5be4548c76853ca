using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Data.Endpoints;

/// <summary>An entry of an endpoint's history for a screen. Immutable.</summary>
public sealed record EndpointEventRow
{
    /// <summary>Ascending in the order of commits; also the cursor of the next page.</summary>
    public required long Id { get; init; }

    public required string Endpoint { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required ChangeWay Way { get; init; }

    public required EndpointEventKind Kind { get; init; }

    /// <summary>In the actor's words; empty when nothing was said.</summary>
    public required string Reason { get; init; }

    /// <summary>What happened, with versions and shares.</summary>
    public required string Sentence { get; init; }

    /// <summary>Null when the endpoint was created.</summary>
    public required EndpointSnapshot? Before { get; init; }

    /// <summary>Null when the endpoint was deleted.</summary>
    public required EndpointSnapshot? After { get; init; }

    public required long RouteRevision { get; init; }

    public required long TableRevision { get; init; }
}
