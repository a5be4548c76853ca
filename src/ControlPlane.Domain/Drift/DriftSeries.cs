namespace ControlPlane.Domain.Drift;

/// <summary>Drift of one variant over time, as far as its windows were judged. Pure.</summary>
public static class DriftSeries
{
    /// <summary>The largest population stability index, of any input feature or of the predictions, among the windows that ended in each step.</summary>
    /// <param name="assessment">What is known of the endpoint; null when nothing was judged yet.</param>
    /// <param name="variant">Name of the variant.</param>
    /// <param name="starts">Start of each step, ascending.</param>
    /// <param name="step">Length of a step.</param>
    /// <returns>One for each step, without unit; null where no window ended, or none could be judged.</returns>
    public static IReadOnlyList<double?> Of(DriftAssessment? assessment, string variant, IReadOnlyList<DateTimeOffset> starts, TimeSpan step) =>
    [
        .. starts.Select(start => assessment?.Windows
            .Where(w => w.From + assessment.Window > start && w.From + assessment.Window <= start + step)
            .SelectMany(w => w.Scores.Where(s => s.Key.Variant == variant && s.Value.NotEstimable is null).Select(s => (double?)s.Value.Index))
            .Max()),
    ];
}
