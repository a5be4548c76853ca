namespace ControlPlane.Domain.Endpoints;

/// <summary>How a rollout wants an endpoint to answer. Immutable.</summary>
public sealed record EndpointShape
{
    /// <summary>The version to which the endpoint returns; its variant is the champion.</summary>
    public required int StableVersion { get; init; }

    /// <summary>Every variant; weights of those that answer sum to 10,000, shadows have none.</summary>
    public required IReadOnlyList<ShapedVariant> Variants { get; init; }

    /// <summary>Everything beside the weights.</summary>
    public RoutingOverlay Overlay { get; init; } = RoutingOverlay.None;

    /// <summary>True when the shape goes back: another stable version is then no promotion, and <see cref="PreviousStableVersion"/> holds again.</summary>
    public bool IsReturn { get; init; }

    /// <summary>The previous stable version after going back; read only with <see cref="IsReturn"/>.</summary>
    public int? PreviousStableVersion { get; init; }

    /// <summary>True when the previous stable version is not held ready, because there is no room for two.</summary>
    public bool IsPreviousGone { get; init; }

    /// <summary>A new salt of the sticky hash; null keeps the present one. Only where all traffic is on one variant before and after.</summary>
    public string? Salt { get; init; }
}
