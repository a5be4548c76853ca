namespace ControlPlane.Web.Components.Charts;

/// <summary>Everything one chart shows. Immutable.</summary>
public sealed record ChartPicture
{
    /// <summary>What it is about: <c>Requests</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What its numbers are.</summary>
    public required ChartUnit Unit { get; init; }

    /// <summary>First instant, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Last instant, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The instants, evenly spaced, in order.</summary>
    public required IReadOnlyList<DateTimeOffset> Times { get; init; }

    /// <summary>The lines, each with one value per instant.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Changes in this time.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>Whether any line has any value.</summary>
    public bool HasValues => Series.Any(s => s.Values.Any(v => v is not null));

    /// <summary>A number in words.</summary>
    public string Show(double value) => Unit switch
    {
        ChartUnit.PerSecond => Wording.PerSecond(value),
        ChartUnit.Fraction => Wording.Percent(value),
        ChartUnit.Milliseconds => Wording.Milliseconds(value),
        _ => throw new InvalidOperationException($"{Unit} has no wording."),
    };

    /// <summary>The chart in one sentence, for those who do not see it.</summary>
    public string Describe()
    {
        if (!HasValues)
            return $"{Title}: nothing measured in the last {Wording.Time(To - From)}.";

        return $"{Title} over {Wording.Time(To - From)}: {string.Join("; ", Series.Select(Describe))}.";
    }

    private string Describe(ChartSeries series)
    {
        var known = series.Values.OfType<double>().ToArray();
        return known.Length == 0
            ? $"{series.Name} not measured"
            : $"{series.Name} {Show(known[^1])} at last, between {Show(known.Min())} and {Show(known.Max())}";
    }
}
