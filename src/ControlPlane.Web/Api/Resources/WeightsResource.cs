using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Weights from some moment on. Immutable.</summary>
/// <param name="At">From when.</param>
/// <param name="RouteRevision">The route revision that carries them.</param>
/// <param name="Variants">Every variant with its weight.</param>
internal sealed record WeightsResource(DateTimeOffset At, long RouteRevision, IReadOnlyList<VariantShare> Variants);
