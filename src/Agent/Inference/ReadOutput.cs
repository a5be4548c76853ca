using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Inference;

/// <summary>The output that predictions are read from, in memory of its own, so that it can be held against another version's. Immutable.</summary>
/// <param name="Kind">What its numbers mean.</param>
/// <param name="Columns">Numbers per row.</param>
/// <param name="Values">Row after row.</param>
/// <param name="Names">Names of the columns of probabilities; empty otherwise.</param>
internal sealed record ReadOutput(OutputKind Kind, int Columns, float[] Values, IReadOnlyList<string> Names)
{
    /// <summary>Numbers it copies at most; a longer output is compared by label only.</summary>
    public const int MaximumValues = 64 << 10;

    /// <summary>Rows it holds.</summary>
    public int Rows => Columns == 0 ? 0 : Values.Length / Columns;

    /// <summary>One row.</summary>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>Probability of a class in a row; NaN when it does not know the class or gives no probabilities.</summary>
    public float ProbabilityOf(int row, string className)
    {
        for (var column = 0; column < Columns && Kind == OutputKind.Probabilities; column++)
        {
            if (NameOf(column) == className)
                return Row(row)[column];
        }

        return float.NaN;
    }

    /// <summary>Names of the classes with the highest probabilities of a row; empty when it has no more classes than asked for.</summary>
    public IReadOnlyList<string> Highest(int row, int count)
    {
        if (Kind != OutputKind.Probabilities || Columns <= count)
            return [];

        var values = Row(row).ToArray();
        return [.. Enumerable.Range(0, Columns).OrderByDescending(column => values[column]).Take(count).Select(NameOf)];
    }

    private string NameOf(int column) => column < Names.Count ? Names[column] : $"{column}";
}
