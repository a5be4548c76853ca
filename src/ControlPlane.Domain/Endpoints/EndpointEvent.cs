using ControlPlane.Domain.Actors;

namespace ControlPlane.Domain.Endpoints;

/// <summary>One entry of an endpoint's history: appended, never changed.</summary>
public sealed class EndpointEvent
{
    private EndpointEvent()
    {
    }

    /// <summary>Given by the database, ascending in the order of commits.</summary>
    public long Id { get; private init; }

    /// <summary>Name of the endpoint; it may have been deleted since.</summary>
    public string Endpoint { get; private init; } = null!;

    /// <summary>Its pool.</summary>
    public string Pool { get; private init; } = null!;

    /// <summary>When.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>Who.</summary>
    public string Actor { get; private init; } = null!;

    /// <summary>By which way.</summary>
    public ChangeWay Way { get; private init; }

    /// <summary>What.</summary>
    public EndpointEventKind Kind { get; private init; }

    /// <summary>Why, in the actor's words; empty when nothing was said.</summary>
    public string Reason { get; private init; } = null!;

    /// <summary>What, in one sentence with numbers.</summary>
    public string Sentence { get; private init; } = null!;

    /// <summary>Null when the endpoint was created.</summary>
    public EndpointSnapshot? Before { get; private init; }

    /// <summary>Null when the endpoint was deleted.</summary>
    public EndpointSnapshot? After { get; private init; }

    /// <summary>The endpoint's route revision after the change.</summary>
    public long RouteRevision { get; private init; }

    /// <summary>Revision of the pool's table that carries the change.</summary>
    public long TableRevision { get; private init; }

    /// <summary>The entry of a change.</summary>
    public static EndpointEvent Of(EndpointChange change, Actor actor, string reason, long tableRevision) => new()
    {
        Endpoint = change.Endpoint,
        Pool = change.Pool,
        At = change.At,
        Actor = actor.Name,
        Way = actor.Way,
        Kind = change.Kind,
        Reason = reason,
        Sentence = change.Sentence,
        Before = change.Before,
        After = change.After,
        RouteRevision = change.RouteRevision,
        TableRevision = tableRevision,
    };
}
