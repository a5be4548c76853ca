namespace ControlPlane.Domain.Endpoints;

/// <summary>What an operation did to an endpoint. Immutable.</summary>
public sealed record EndpointChange
{
    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Pool whose table changes.</summary>
    public required string Pool { get; init; }

    /// <summary>What happened.</summary>
    public required EndpointEventKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Null when the endpoint was created.</summary>
    public EndpointSnapshot? Before { get; init; }

    /// <summary>Null when the endpoint was deleted.</summary>
    public EndpointSnapshot? After { get; init; }

    /// <summary>The endpoint's route revision after the change.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>False when everything already was as asked: nothing is saved, no event is written.</summary>
    public required bool HasEffect { get; init; }

    /// <summary>One sentence for people, with versions and shares.</summary>
    public required string Sentence { get; init; }
}
