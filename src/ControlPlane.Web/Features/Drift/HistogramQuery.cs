using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Reads one subject of one window beside its reference. A singleton, thread-safe.</summary>
public sealed class HistogramQuery(WindowQueries windows, ReferenceStore references)
{
    /// <summary>Reads it; null when no reference holds the subject or the window has no such variant.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="subject">What is watched.</param>
    /// <param name="from">Start of the window.</param>
    /// <param name="cancellation">Gives the answer up.</param>
    public async Task<FeatureReading?> AskAsync(EndpointRow endpoint, DriftSubject subject, DateTimeOffset from, CancellationToken cancellation)
    {
        var set = DriftReader.SetOf(endpoint, await references.InForceAsync(endpoint.Name, cancellation));
        var window = DriftReader.Present(endpoint, await windows.WindowAsync(endpoint.Name, from, endpoint.Settings.Drift.Window, cancellation));
        if (window.Variants.FirstOrDefault(v => v.Variant == subject.Variant) is not { } variant || ReferenceOf(set, subject, variant.Version) is not { } reference)
            return null;

        var rows = subject.IsPrediction ? variant.Predictions : variant.Features.FirstOrDefault(f => f.Name == subject.Feature);
        var score = ScoredWindow.Of(window, set, DriftRule.Default).Scores[subject];
        return new(subject, from, endpoint.Settings.Drift.Window, score, reference.Rows, FeatureHistogram.Of(reference, rows));
    }

    private static FeatureReference? ReferenceOf(ReferenceSet set, DriftSubject subject, int version) => subject.IsPrediction
        ? set.Predictions?.Features[0]
        : set.InputsOf(version)?.Features.FirstOrDefault(f => f.Name == subject.Feature);
}
