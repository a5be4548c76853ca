using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Routing;

/// <summary>Buckets a variant has and the number it shall have. Immutable.</summary>
/// <param name="Current">Disjoint from every other variant's; empty for a new variant.</param>
/// <param name="Weight">Wanted number of buckets, 0 to 10,000.</param>
public sealed record BucketShare(IReadOnlyList<BucketInterval> Current, int Weight);
