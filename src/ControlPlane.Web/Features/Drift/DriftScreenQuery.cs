using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Drift;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Reads the page of an endpoint's drift. A singleton, thread-safe.</summary>
public sealed class DriftScreenQuery(
    EndpointQueries endpoints, ModelQueries models, ReferenceStore references, DriftReader reader, LiveReferences live, HistogramQuery histograms)
{
    /// <summary>Reads it; null when there is no endpoint of the name.</summary>
    /// <param name="name">Name of the endpoint.</param>
    /// <param name="chosen">The cell whose distributions are shown; null for the furthest of the newest window.</param>
    /// <param name="cancellation">Gives the answer up.</param>
    public async Task<DriftScreen?> AskAsync(string name, (DriftSubject Subject, DateTimeOffset From)? chosen, CancellationToken cancellation)
    {
        if (await endpoints.FindAsync(name, cancellation) is not { } endpoint)
            return null;

        var versions = await models.VersionsAsync(endpoint.Model, cancellation);
        var assessment = await reader.ReadAsync(endpoint, cancellation);
        return new DriftScreen
        {
            Endpoint = endpoint,
            Assessment = assessment,
            References = await references.HistoryAsync(name, cancellation),
            Collected = live.Collected(name),
            Expected = ExpectedFeatures.Of(versions.First(v => v.Number == endpoint.StableVersion).Signature.Inputs, endpoint.Settings.SegmentAttributes),
            Versions = [.. versions.Select(v => v.Number).OrderDescending()],
            Reading = (chosen ?? FurthestOf(assessment)) is var (subject, from) ? await histograms.AskAsync(endpoint, assessment, subject, from, cancellation) : null,
        };
    }

    private static (DriftSubject Subject, DateTimeOffset From)? FurthestOf(DriftAssessment assessment)
    {
        var known = assessment.Windows.LastOrDefault(w => w.Scores.Values.Any(s => s.NotEstimable is null));
        return known is null ? null : (known.Scores.Where(s => s.Value.NotEstimable is null).MaxBy(s => s.Value.Index / s.Value.Limit).Key, known.From);
    }
}
