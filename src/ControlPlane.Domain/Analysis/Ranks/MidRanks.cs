namespace ControlPlane.Domain.Analysis.Ranks;

/// <summary>Ranks from 1, equal values sharing the mean of theirs. Immutable.</summary>
internal sealed class MidRanks
{
    private MidRanks(double[] ranks, double tieTerm)
    {
        Ranks = ranks;
        TieTerm = tieTerm;
    }

    /// <summary>Rank per value, in the order given.</summary>
    public IReadOnlyList<double> Ranks { get; }

    /// <summary>Σ (t³ − t) over groups of t equal values; 0 without ties.</summary>
    public double TieTerm { get; }

    /// <summary>Ranks values; finite ones only.</summary>
    public static MidRanks Of(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(at => values[at]).ToArray();
        var ranks = new double[values.Count];
        var tieTerm = 0.0;
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to + 1 < order.Length && values[order[to + 1]] == values[order[from]])
                to++;
            for (var at = from; at <= to; at++)
                ranks[order[at]] = ((from + to) / 2.0) + 1;

            double size = to - from + 1;
            tieTerm += (size * size * size) - size;
            from = to + 1;
        }

        return new(ranks, tieTerm);
    }
}
