using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Domain.Schedules;

namespace ControlPlane.Web.Api.Resources;

/// <summary>An endpoint as the API shows it. Immutable.</summary>
internal sealed record EndpointResource
{
    public required string Name { get; init; }

    public required string Pool { get; init; }

    public required string Model { get; init; }

    public required int StableVersion { get; init; }

    public required int? PreviousStableVersion { get; init; }

    public required IReadOnlyList<VariantRow> Variants { get; init; }

    public required RoutingKeySource RoutingKey { get; init; }

    public required FallbackAnswer? Fallback { get; init; }

    public required GuardLimits? Guards { get; init; }

    public required IReadOnlyList<string> SegmentAttributes { get; init; }

    public required string? EventClass { get; init; }

    public required IReadOnlyList<MistakeCost> MistakeCosts { get; init; }

    /// <summary>What a reward may be; null means any finite number.</summary>
    public required RewardLimits? RewardLimits { get; init; }

    /// <summary>When automation may advance rollouts; null means any time.</summary>
    public required ChangeSchedule? Schedule { get; init; }

    /// <summary>What drift is measured by and leads to.</summary>
    public required DriftBody Drift { get; init; }

    /// <summary>Where its models run on the agents.</summary>
    public required ModelIsolation Isolation { get; init; }

    /// <summary>Rises whenever what agents do for the endpoint changes.</summary>
    public required long RouteRevision { get; init; }

    /// <summary>Revision of its pool's newest table.</summary>
    public required long TableRevision { get; init; }

    /// <summary>Rises with every change; the number in the ETag.</summary>
    public required long ConcurrencyVersion { get; init; }

    /// <summary>Until when the last rollback can be undone; null when it cannot.</summary>
    public required DateTimeOffset? UndoUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public static EndpointResource Of(EndpointRow row) => new()
    {
        Name = row.Name,
        Pool = row.Pool,
        Model = row.Model,
        StableVersion = row.StableVersion,
        PreviousStableVersion = row.PreviousStableVersion,
        Variants = row.Variants,
        RoutingKey = row.Settings.RoutingKey,
        Fallback = row.Settings.Fallback,
        Guards = row.Settings.Guards,
        SegmentAttributes = row.Settings.SegmentAttributes,
        EventClass = row.Settings.EventClass,
        MistakeCosts = row.Settings.MistakeCosts,
        RewardLimits = row.Settings.RewardLimits,
        Schedule = row.Settings.Schedule,
        Drift = DriftBody.Of(row.Settings.Drift),
        Isolation = row.Settings.Isolation,
        RouteRevision = row.RouteRevision,
        TableRevision = row.TableRevision,
        ConcurrencyVersion = row.ConcurrencyVersion,
        UndoUntil = row.UndoUntil,
        CreatedAt = row.CreatedAt,
        ChangedAt = row.ChangedAt,
    };
}
