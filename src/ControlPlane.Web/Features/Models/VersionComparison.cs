using ControlPlane.Data.Models;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Shadows;

namespace ControlPlane.Web.Features.Models;

/// <summary>Two versions of one model side by side. Immutable.</summary>
/// <param name="Model">The model.</param>
/// <param name="Differences">How the right one's signature differs from the left one's.</param>
/// <param name="Left">The version compared with.</param>
/// <param name="Right">The version that may take its place.</param>
/// <param name="Agreement">Rows for which both gave the same answer, from shadows; null when they were never compared.</param>
/// <param name="Truth">Labelled requests that both were asked, from samples; the left version's part is the champion's.</param>
/// <param name="ComparedAt">Endpoint where they can be compared: one that serves the left version; null when there is none.</param>
public sealed record VersionComparison(
    ModelRow Model, IReadOnlyList<SignatureDifference> Differences, VersionFigures Left, VersionFigures Right, ProportionSample? Agreement, PairedLabels Truth, string? ComparedAt);
