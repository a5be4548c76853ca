using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Components.Charts;

namespace ControlPlane.Web.Features.Bandits;

/// <summary>Draws how weights moved. Pure.</summary>
public static class WeightPicture
{
    private const int MostInstants = 240;

    /// <summary>The chart of a bandit's weights; between two changes a weight stays as it is.</summary>
    public static ChartPicture Of(ArmLook look)
    {
        var screen = look.Screen;
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
            Series = [.. screen.Report.Arms.Select((arm, index) => SeriesOf(arm.Version, index, times, look))],
        };
    }

    private static ChartSeries SeriesOf(int version, int index, IReadOnlyList<DateTimeOffset> times, ArmLook look)
    {
        var moves = look.Screen.Weights;
        var values = new double?[times.Count];
        var change = 0;
        for (var place = 0; place < times.Count; place++)
        {
            // A change lies between two instants: from the next one on it is drawn.
            while (change < moves.Count && moves[change].At <= times[place])
                change++;
            values[place] = change == 0 ? null : moves[change - 1].Variants.Where(v => v.Version == version).Sum(v => v.Weight) / (double)TrafficWeight.Whole;
        }

        return new ChartSeries(look.NameOf(version), look.ColourOf(version), ChartDash.Of(index), values);
    }
}
