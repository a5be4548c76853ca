namespace ControlPlane.Contracts.Routing;

/// <summary>The buckets of one variant inside a rule's own split. Immutable.</summary>
/// <param name="Variant">Name of an answering variant of the endpoint.</param>
/// <param name="Buckets">Ascending and disjoint.</param>
public sealed record VariantBuckets(string Variant, IReadOnlyList<BucketInterval> Buckets);
