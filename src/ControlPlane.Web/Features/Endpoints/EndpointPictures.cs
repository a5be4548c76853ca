using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components;
using ControlPlane.Web.Components.Charts;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Turns an endpoint's series into the pictures of its page. Pure.</summary>
public static class EndpointPictures
{
    /// <summary>Most labels drawn; each is a line per variant.</summary>
    public const int MostLabels = 3;

    /// <summary>The pictures in their order. Accuracy is there only where labels are known.</summary>
    /// <param name="series">From the query.</param>
    /// <param name="history">Changes to mark.</param>
    /// <param name="colourOf">Colour of a variant.</param>
    /// <param name="bounds">First and last instant.</param>
    /// <param name="step">Distance of the points.</param>
    /// <param name="quantile">Which latency quantile.</param>
    public static IReadOnlyList<ChartPicture> Of(
        IReadOnlyList<SeriesRow> series, IReadOnlyList<EndpointEventRow> history, Func<string, string> colourOf,
        (DateTimeOffset From, DateTimeOffset To) bounds, TimeSpan step, LatencyQuantile quantile)
    {
        var marks = history.Where(e => e.At >= bounds.From && e.At < bounds.To).Select(e => new ChartMark(e.At, WordsOf(e))).ToArray();
        ChartPicture Picture(string title, ChartUnit unit, IReadOnlyList<ChartSeries> lines) => new()
        {
            Title = title,
            Unit = unit,
            From = bounds.From,
            To = bounds.To,
            Times = series.Count == 0 ? [] : [.. series[0].Points.Select(p => p.At)],
            Series = lines,
            Marks = marks,
        };

        IReadOnlyList<ChartSeries> Lines(Func<SeriesPointRow, double?> value) =>
            [.. series.Select((row, index) => new ChartSeries(row.Variant, colourOf(row.Variant), ChartDash.Of(index), [.. row.Points.Select(value)]))];

        List<ChartPicture> pictures =
        [
            Picture("Requests", ChartUnit.PerSecond, Lines(p => p.Requests / step.TotalSeconds)),
            Picture("Failed", ChartUnit.Fraction, Lines(p => Share(p.Errors, p.Requests))),
            Picture($"Latency {quantile.Word}", ChartUnit.Milliseconds, Lines(p => p.Latency is { } latency ? quantile.Read(latency) : null)),
            Picture("Predicted labels", ChartUnit.Fraction, LabelLines(series, colourOf)),
        ];
        if (series.Any(row => row.Points.Any(p => p.Labelled > 0)))
            pictures.Add(Picture("Accuracy by feedback", ChartUnit.Fraction, Lines(p => Share(p.Correct, p.Labelled))));
        return pictures;
    }

    private static double? Share(long? part, long? whole) => whole is > 0 ? (double)(part ?? 0) / whole.Value : null;

    // The colour says the variant, the dash the label.
    private static ChartSeries[] LabelLines(IReadOnlyList<SeriesRow> series, Func<string, string> colourOf)
    {
        var labels = series.SelectMany(row => row.Points).SelectMany(p => p.Labels)
            .GroupBy(l => l.Key, l => l.Value).OrderByDescending(g => g.Sum()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(MostLabels).Select(g => g.Key).ToArray();
        return [.. series.SelectMany(row => labels.Select((label, index) =>
            new ChartSeries($"{row.Variant} {label}", colourOf(row.Variant), ChartDash.Of(index), [.. row.Points.Select(p => Share(p.Labels.GetValueOrDefault(label), Sum(p)))])))];
    }

    private static long? Sum(SeriesPointRow point) => point.Labels.Count == 0 ? null : point.Labels.Values.Sum();

    // Few words: what the champion has is the rest.
    private static string ChallengersOf(EndpointSnapshot? after)
    {
        var shares = (after?.Variants ?? []).Where(v => v.Role != VariantRole.Champion && v.Weight > 0).Select(v => $"{v.Name} {Wording.Share(v.Weight)}").ToArray();
        return shares.Length == 0 ? "all stable" : string.Join(", ", shares);
    }

    private static string WordsOf(EndpointEventRow entry) => entry.Kind switch
    {
        EndpointEventKind.RolledBack => "rolled back",
        EndpointEventKind.Undone => "undone",
        EndpointEventKind.Restored => $"restored: {ChallengersOf(entry.After)}",
        EndpointEventKind.Promoted => $"v{entry.After?.StableVersion} stable",
        EndpointEventKind.SplitChanged or EndpointEventKind.RolloutStep => ChallengersOf(entry.After),
        EndpointEventKind.Retired => "retired",
        EndpointEventKind.Created => "created",
        EndpointEventKind.SettingsChanged => "settings",
        EndpointEventKind.OutputsRemoved => "outputs removed",
        EndpointEventKind.Deleted => "deleted",
        _ => throw new InvalidOperationException($"{entry.Kind} has no words."),
    };
}
