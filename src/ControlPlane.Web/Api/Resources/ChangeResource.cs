using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What a command did. Immutable.</summary>
internal sealed record ChangeResource
{
    public required string Endpoint { get; init; }

    public required string Pool { get; init; }

    public required EndpointEventKind Kind { get; init; }

    /// <summary>One sentence with versions and shares.</summary>
    public required string Sentence { get; init; }

    /// <summary>False when everything was so already.</summary>
    public required bool IsChanged { get; init; }

    public required long Epoch { get; init; }

    /// <summary>Revision of the pool's table that carries the change.</summary>
    public required long Revision { get; init; }

    public required long RouteRevision { get; init; }

    /// <summary>The number in the ETag.</summary>
    public required long ConcurrencyVersion { get; init; }

    public required DateTimeOffset CommandedAt { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>Null when the change cannot be undone.</summary>
    public required DateTimeOffset? UndoUntil { get; init; }

    /// <summary>Null unless <c>?wait=true</c> asked for it.</summary>
    public AcknowledgementResource? Acknowledgement { get; init; }

    public static ChangeResource Of(CommittedChange change, Convergence? convergence = null) => new()
    {
        Endpoint = change.Endpoint,
        Pool = change.Pool,
        Kind = change.Kind,
        Sentence = change.Sentence,
        IsChanged = change.IsChanged,
        Epoch = change.Position.Epoch,
        Revision = change.Position.Revision,
        RouteRevision = change.RouteRevision,
        ConcurrencyVersion = change.ConcurrencyVersion,
        CommandedAt = change.CommandedAt,
        CommittedAt = change.CommittedAt,
        UndoUntil = change.UndoUntil,
        Acknowledgement = convergence is null ? null : AcknowledgementResource.Of(convergence),
    };
}
