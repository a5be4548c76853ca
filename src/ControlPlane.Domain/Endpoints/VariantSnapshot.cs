using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Endpoints;

/// <summary>A variant as it was at some moment. Immutable.</summary>
/// <param name="Name">Unique at its endpoint.</param>
/// <param name="Version">Version number.</param>
/// <param name="Role">What it was.</param>
/// <param name="Weight">Basis points.</param>
/// <param name="Buckets">Its callers' buckets.</param>
public sealed record VariantSnapshot(string Name, int Version, VariantRole Role, int Weight, IReadOnlyList<BucketInterval> Buckets);
