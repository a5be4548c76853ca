namespace ControlPlane.Contracts.Routing;

/// <summary>One variant of an endpoint as agents see it. Immutable.</summary>
public sealed record VariantRouting
{
    /// <summary>Unique at its endpoint, default <c>v{version}</c>; callers see it as <c>x-variant</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version number of the endpoint's registered model, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What the variant is at this endpoint.</summary>
    public required VariantRole Role { get; init; }

    /// <summary>Set share in basis points, 0 to 10,000; always 0 for a shadow.</summary>
    public required int Weight { get; init; }

    /// <summary>The callers' buckets of this variant in the default split, ascending, disjoint; they add up to <see cref="Weight"/>.</summary>
    public IReadOnlyList<BucketInterval> Buckets { get; init; } = [];
}
