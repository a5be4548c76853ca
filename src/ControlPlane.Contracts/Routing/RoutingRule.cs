namespace ControlPlane.Contracts.Routing;

/// <summary>Sends the requests that satisfy every condition to one variant or through a split of its own. Rules are tried in order. Immutable.</summary>
public sealed record RoutingRule
{
    /// <summary>Unique at its endpoint; telemetry counts matches by it.</summary>
    public required string Id { get; init; }

    /// <summary>All must hold; at least one.</summary>
    public required IReadOnlyList<AttributeCondition> Conditions { get; init; }

    /// <summary>The variant that answers; null when <see cref="Split"/> decides.</summary>
    public string? Variant { get; init; }

    /// <summary>A split that covers all 10,000 buckets; null when <see cref="Variant"/> decides.</summary>
    public IReadOnlyList<VariantBuckets>? Split { get; init; }
}
