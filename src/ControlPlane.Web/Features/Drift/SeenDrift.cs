using ControlPlane.Domain.Drift;

namespace ControlPlane.Web.Features.Drift;

/// <summary>The last look at an endpoint, kept until a window ends or what it rests on changes. Immutable.</summary>
/// <param name="End">End of the newest window.</param>
/// <param name="Basis">References, variants and length of a window: scores of another basis do not hold.</param>
/// <param name="Assessment">What was seen.</param>
internal sealed record SeenDrift(DateTimeOffset End, string Basis, DriftAssessment Assessment);
