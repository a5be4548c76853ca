using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Data.Bandits;

/// <summary>Weights of an endpoint from some moment on, as its history keeps them. Immutable.</summary>
/// <param name="At">From when.</param>
/// <param name="RouteRevision">The route revision that carries them.</param>
/// <param name="Variants">Every variant with its weight.</param>
public sealed record WeightRow(DateTimeOffset At, long RouteRevision, IReadOnlyList<VariantSnapshot> Variants);
