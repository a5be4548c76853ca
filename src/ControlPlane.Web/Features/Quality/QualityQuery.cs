using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Web.Components.Charts;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Features.Quality;

/// <summary>Reads what labels say about the versions of an endpoint. Thread-safe.</summary>
public sealed class QualityQuery(EndpointFactsQuery facts, ModelQueries models, SeriesQueries series, TimeProvider clock)
{
    /// <summary>What labels say of answers given in a window.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="cancellation">Gives the answer up.</param>
    /// <returns>One per variant and version that answered callers, the champion first.</returns>
    public async Task<IReadOnlyList<VersionQuality>> VersionsAsync(EndpointRow endpoint, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var rows = await series.WindowAsync(endpoint.Name, from, to, cancellation);
        return
        [
            .. rows.Select(row => (Row: row, Evidence: RecordedEvidence.Of(row, endpoint.Settings.EventClass) with { MistakeCosts = endpoint.Settings.MistakeCosts }))
                .Where(v => v.Evidence.Comparison is null && v.Evidence.Requests + v.Evidence.Labelled > 0)
                .OrderByDescending(v => v.Row.Version == endpoint.StableVersion).ThenBy(v => v.Row.Variant, StringComparer.Ordinal).ThenBy(v => v.Row.Version)
                .Select(v => VersionQuality.Of(v.Row.Variant, v.Row.Version, v.Evidence)),
        ];
    }

    /// <summary>The page up to now; empty when there is no endpoint of the name.</summary>
    public async Task<Found<QualityScreen>> AskAsync(string name, ChartWindow window, CancellationToken cancellation)
    {
        if (await facts.AskAsync(name, cancellation) is not { } found)
            return new(null);

        // The step under way counts too: its labels are few, but they are there.
        var (from, ended) = window.BoundsAt(clock.GetUtcNow());
        var bounds = (From: from + window.Step, To: ended + window.Step);
        var versions = await VersionsAsync(found.Endpoint, bounds.From, bounds.To, cancellation);
        var declared = (await models.VersionsAsync(found.Endpoint.Model, cancellation)).Where(v => found.Endpoint.Variants.Any(e => e.Version == v.Number)).SelectMany(v => v.Reading.ClassNames);
        return new(new QualityScreen(
            found, window, versions, ClassesOf(found.Endpoint, versions, declared), await AccuracyAsync(found, bounds, window.Step, cancellation),
            [.. versions.Where(v => v.Reliability.Count > 0).Select((v, index) => new CalibrationLine(v, found.ColourOf(v.Variant), string.Join(' ', ChartDash.Of(index))))]));
    }

    private static IReadOnlyList<string> ClassesOf(EndpointRow endpoint, IReadOnlyList<VersionQuality> versions, IEnumerable<string> declared) =>
    [
        .. versions.SelectMany(v => v.Confusion).SelectMany(c => new[] { c.Predicted, c.Label })
            .Concat(endpoint.Settings.MistakeCosts.SelectMany(c => new[] { c.Predicted, c.Label }))
            .Concat(declared)
            .Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private async Task<ChartPicture> AccuracyAsync(EndpointFacts found, (DateTimeOffset From, DateTimeOffset To) bounds, TimeSpan step, CancellationToken cancellation)
    {
        var rows = (await series.SeriesAsync(found.Endpoint.Name, bounds.From, bounds.To, step, cancellation)).Where(r => r.Points.Any(p => p.Labelled > 0)).ToArray();
        return new ChartPicture
        {
            Title = "Accuracy by time of the answer",
            Unit = ChartUnit.Fraction,
            From = bounds.From,
            To = bounds.To,
            Times = rows.Length == 0 ? [] : [.. rows[0].Points.Select(p => p.At)],
            Series = [.. rows.Select((row, index) => new ChartSeries(
                row.Variant, found.ColourOf(row.Variant), ChartDash.Of(index), [.. row.Points.Select(p => p.Labelled is > 0 and var labelled ? (p.Correct ?? 0) / (double)labelled : (double?)null)]))],
        };
    }
}
