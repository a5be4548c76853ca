using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components.Charts;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>Draws how weights moved. Pure.</summary>
public static class WeightPicture
{
    private const int MostInstants = 240;
    private static readonly int[][] Dashes = [[], [7, 3], [2, 3], [8, 3, 2, 3], [12, 4]];

    /// <summary>The chart of a bandit's weights; between two changes a weight stays as it is.</summary>
    public static ChartPicture Of(BanditScreen screen, EndpointFacts facts)
    {
        var from = screen.From ?? screen.To;
        var step = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((screen.To - from).TotalSeconds / MostInstants)));
        IReadOnlyList<DateTimeOffset> times = [.. Enumerable.Range(0, Math.Max(2, (int)Math.Ceiling((screen.To - from) / step) + 1)).Select(n => from + (n * step))];
        return new ChartPicture
        {
            Title = "Weights over time",
            Unit = ChartUnit.Fraction,
            From = from,
            To = times[^1],
            Times = times,
            Series = [.. screen.Report.Arms.Select((arm, index) => SeriesOf(arm.Version, index, times, screen, facts))],
        };
    }

    private static ChartSeries SeriesOf(int version, int index, IReadOnlyList<DateTimeOffset> times, BanditScreen screen, EndpointFacts facts)
    {
        var name = screen.Weights.SelectMany(w => w.Variants).FirstOrDefault(v => v.Version == version)?.Name ?? TrafficSplit.DefaultName(version);
        var values = new double?[times.Count];
        var change = 0;
        for (var place = 0; place < times.Count; place++)
        {
            // A change lies between two instants: from the next one on it is drawn.
            while (change < screen.Weights.Count && screen.Weights[change].At <= times[place])
                change++;
            values[place] = change == 0 ? null : screen.Weights[change - 1].Variants.Where(v => v.Version == version).Sum(v => v.Weight) / (double)TrafficWeight.Whole;
        }

        return new ChartSeries(name, facts.ColourOf(name), Dashes[index % Dashes.Length], values);
    }
}
