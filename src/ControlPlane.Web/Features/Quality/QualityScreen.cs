using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Web.Components.Charts;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Quality;

/// <summary>Everything the quality page of one endpoint shows. Immutable.</summary>
/// <param name="Facts">The endpoint.</param>
/// <param name="Window">The stretch of time it speaks of.</param>
/// <param name="Versions">What labels say of each version that was asked, the champion first.</param>
/// <param name="Classes">Every class that was answered, came back as a label, is declared by a version or has a cost, in order.</param>
/// <param name="Accuracy">Accuracy over time, at the time of the answers.</param>
/// <param name="Calibration">Scores against what came true.</param>
public sealed record QualityScreen(
    EndpointFacts Facts, ChartWindow Window, IReadOnlyList<VersionQuality> Versions, IReadOnlyList<string> Classes, ChartPicture Accuracy, IReadOnlyList<CalibrationLine> Calibration)
{
    /// <summary>Labels of all versions by how long they took.</summary>
    public IReadOnlyList<long> Delays => [.. Enumerable.Range(0, LabelDelay.BinCount).Select(bin => Versions.Sum(v => bin < v.Delays.Count ? v.Delays[bin] : 0))];
}
