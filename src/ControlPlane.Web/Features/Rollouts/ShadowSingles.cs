using ControlPlane.Data.Shadows;
using ControlPlane.Domain.Shadows;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What single requests say of one shadow. Immutable.</summary>
/// <param name="Truth">Who was right where the true label is known.</param>
/// <param name="Worst">Requests on which it differs most, worst first.</param>
public sealed record ShadowSingles(PairedLabels Truth, IReadOnlyList<ShadowSampleRow> Worst);
