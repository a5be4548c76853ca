using ControlPlane.Domain.Drift;

namespace ControlPlane.Data.Drift;

/// <summary>Reads spans of an endpoint as drift is measured in: inputs and predictions by variant. Thread-safe.</summary>
public sealed class WindowQueries(FeatureQueries features, PredictionQueries predictions)
{
    /// <summary>One window.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive, a whole minute.</param>
    /// <param name="length">Whole minutes.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<ObservedWindow> WindowAsync(string endpoint, DateTimeOffset from, TimeSpan length, CancellationToken cancellationToken)
    {
        var asked = await features.WindowAsync(endpoint, from, from + length, cancellationToken);
        var answered = await predictions.HistoryAsync(endpoint, from, from + length, TimeSpan.FromMinutes(1), cancellationToken);
        return ToWindow(from, asked, answered);
    }

    /// <summary>One subject of one window; null where nothing was counted of it.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="subject">What is looked for.</param>
    /// <param name="version">Version of its variant.</param>
    /// <param name="from">Inclusive, a whole minute.</param>
    /// <param name="length">Whole minutes.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<FeatureWindow?> SubjectAsync(
        string endpoint, DriftSubject subject, int version, DateTimeOffset from, TimeSpan length, CancellationToken cancellationToken)
    {
        if (subject.Feature is { } feature)
            return await features.FindAsync(endpoint, (subject.Variant, version, feature), from, from + length, cancellationToken) is { } asked ? WindowOf(asked) : null;
        var answered = await predictions.HistoryAsync(endpoint, from, from + length, TimeSpan.FromMinutes(1), cancellationToken);
        return PredictionsOf([.. answered.Where(r => r.Variant == subject.Variant && r.Version == version)]);
    }

    /// <summary>Minutes of a span in which somebody asked, oldest first.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="from">Inclusive, a whole minute.</param>
    /// <param name="to">Exclusive.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<ObservedWindow>> MinutesAsync(string endpoint, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var minute = TimeSpan.FromMinutes(1);
        var asked = (await features.HistoryAsync(endpoint, from, to, minute, cancellationToken)).ToLookup(r => r.From);
        var answered = (await predictions.HistoryAsync(endpoint, from, to, minute, cancellationToken)).ToLookup(r => r.From);
        return [.. asked.Select(g => g.Key).Union(answered.Select(g => g.Key)).Order().Select(at => ToWindow(at, [.. asked[at]], [.. answered[at]]))];
    }

    private static ObservedWindow ToWindow(DateTimeOffset from, IReadOnlyList<FeatureRow> asked, IReadOnlyList<PredictionRow> answered)
    {
        var inputs = asked.ToLookup(r => (r.Variant, r.Version), WindowOf);
        var outputs = answered.ToLookup(r => (r.Variant, r.Version));
        return new(from,
        [
            .. inputs.Select(g => g.Key).Union(outputs.Select(g => g.Key)).OrderBy(k => k.Variant, StringComparer.Ordinal).ThenBy(k => k.Version)
                .Select(k => new ObservedVariant(k.Variant, k.Version, [.. inputs[k]], PredictionsOf([.. outputs[k]]))),
        ]);
    }

    private static FeatureWindow WindowOf(FeatureRow row) => new(row.Name, row.Sketch, row.Categories, row.Missing);

    private static FeatureWindow? PredictionsOf(IReadOnlyList<PredictionRow> rows) => PredictionWindow.Of(
        rows.Aggregate(Telemetry.Counts.None, (sum, r) => Telemetry.Counts.Sum(sum, r.Labels, 1)),
        rows.Aggregate((IReadOnlyList<long>)[], (sum, r) => Telemetry.Counts.Sum(sum, r.Scores, 1)));
}
