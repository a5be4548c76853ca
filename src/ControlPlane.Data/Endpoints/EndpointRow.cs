using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Data.Endpoints;

/// <summary>An inference endpoint for a screen. Immutable.</summary>
public sealed record EndpointRow
{
    public required string Name { get; init; }

    public required string Pool { get; init; }

    public required string Model { get; init; }

    public required int StableVersion { get; init; }

    /// <summary>Where a rollback goes when all traffic is on the stable version; null when there is nowhere.</summary>
    public required int? PreviousStableVersion { get; init; }

    /// <summary>Whether agents hold the previous stable version ready, so that going back is a swap of tables; false once it was let go.</summary>
    public required bool IsPreviousWarm { get; init; }

    /// <summary>Until when they hold it; null means for ever.</summary>
    public required DateTimeOffset? PreviousWarmUntil { get; init; }

    public required long RouteRevision { get; init; }

    /// <summary>Revision of the pool's newest table; 0 when it has none.</summary>
    public required long TableRevision { get; init; }

    /// <summary>What <c>If-Match</c> compares.</summary>
    public required long ConcurrencyVersion { get; init; }

    public required string Salt { get; init; }

    /// <summary>In their fixed order.</summary>
    public required IReadOnlyList<VariantRow> Variants { get; init; }

    /// <summary>What a rollout adds beside the weights.</summary>
    public required RoutingOverlay Overlay { get; init; }

    public required EndpointSettings Settings { get; init; }

    /// <summary>Exclusive end of the time in which the last rollback can be undone; null when the last change was no rollback.</summary>
    public required DateTimeOffset? UndoUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
