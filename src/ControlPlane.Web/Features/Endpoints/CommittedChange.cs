using ControlPlane.Contracts.Agents;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What a command did to an endpoint. Immutable.</summary>
public sealed record CommittedChange
{
    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The environment whose agents serve it.</summary>
    public required string Pool { get; init; }

    /// <summary>The table that carries the change; <see cref="Realtime.ConvergenceTracker"/> follows it.</summary>
    public required TablePosition Position { get; init; }

    /// <summary>The endpoint's route revision after the change.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>The endpoint's concurrency version after the change; the API's ETag.</summary>
    public required long ConcurrencyVersion { get; init; }

    /// <summary>When the command arrived.</summary>
    public required DateTimeOffset CommandedAt { get; init; }

    /// <summary>When its transaction was committed.</summary>
    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>False when everything was so already and nothing was written.</summary>
    public required bool IsChanged { get; init; }

    /// <summary>What happened.</summary>
    public required EndpointEventKind Kind { get; init; }

    /// <summary>One sentence for people, with versions and shares.</summary>
    public required string Sentence { get; init; }

    /// <summary>Until when <see cref="UndoCommand"/> takes it back; null when it cannot.</summary>
    public DateTimeOffset? UndoUntil { get; init; }
}
