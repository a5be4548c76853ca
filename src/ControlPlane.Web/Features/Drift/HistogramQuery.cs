using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Reads one subject of one window beside its reference. A singleton, thread-safe.</summary>
public sealed class HistogramQuery(WindowQueries windows, ReferenceStore references)
{
    /// <summary>Reads it; null when no reference holds the subject or the window has no such variant.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="assessment">What was scored already: only the subject itself is read then.</param>
    /// <param name="subject">What is watched.</param>
    /// <param name="from">Start of the window.</param>
    /// <param name="cancellation">Gives the answer up.</param>
    public async Task<FeatureReading?> AskAsync(EndpointRow endpoint, DriftAssessment assessment, DriftSubject subject, DateTimeOffset from, CancellationToken cancellation)
    {
        if (endpoint.Variants.FirstOrDefault(v => v.Name == subject.Variant) is not { } variant)
            return null;

        var length = endpoint.Settings.Drift.Window;
        var set = DriftReader.SetOf(endpoint, await references.InForceAsync(endpoint.Name, cancellation));
        if (ReferenceOf(set, subject, variant.Version) is not { } reference)
            return null;

        // A window that is out of sight by now was scored once, but its scores are gone.
        var known = assessment.Windows.FirstOrDefault(w => w.From == from)
            ?? ScoredWindow.Of(DriftReader.Present(endpoint, await windows.WindowAsync(endpoint.Name, from, length, cancellation)), set, DriftRule.Default);
        if (!known.Scores.TryGetValue(subject, out var score))
            return null;

        var rows = await windows.SubjectAsync(endpoint.Name, subject, variant.Version, from, length, cancellation);
        return new(subject, from, length, score, reference.Rows, FeatureHistogram.Of(reference, rows));
    }

    private static FeatureReference? ReferenceOf(ReferenceSet set, DriftSubject subject, int version) => subject.IsPrediction
        ? set.Predictions?.Features[0]
        : set.InputsOf(version)?.Features.FirstOrDefault(f => f.Name == subject.Feature);
}
