namespace ControlPlane.Contracts.Telemetry;

/// <summary>
/// The features that one input of a model is described by: its columns where there is room for them, otherwise statistics of each row.
/// Agents name by it what they count, and the control plane what it expects in training data. Immutable.
/// </summary>
public sealed record InputFeatures
{
    private static readonly string[] Statistics = ["mean", "deviation", "minimum", "maximum"];

    private InputFeatures(IReadOnlyList<string> names, bool areStatistics) => (Names, AreStatistics) = (names, areStatistics);

    /// <summary>In the order of the columns, or mean, deviation, minimum and maximum.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True when names are statistics of each row; false when they are its columns.</summary>
    public bool AreStatistics { get; }

    /// <summary>The features of an input; null when it has none: text without room for its columns, or no room even for statistics.</summary>
    /// <param name="input">The model's name for the input.</param>
    /// <param name="rowWidth">Values of one row as <see cref="RowWidthOf"/> says; null when each request chooses.</param>
    /// <param name="isText">Whether its values are texts, which have no statistics.</param>
    /// <param name="room">Features that may still be added, of <see cref="FeatureSummary.MaximumFeatures"/>.</param>
    public static InputFeatures? Of(string input, long? rowWidth, bool isText, int room)
    {
        if (rowWidth is { } width && width >= 1 && width <= room)
            return new(width == 1 ? [input] : [.. Enumerable.Range(0, (int)width).Select(column => $"{input}[{column}]")], areStatistics: false);
        return isText || room < Statistics.Length ? null : new([.. Statistics.Select(statistic => $"{input}.{statistic}")], areStatistics: true);
    }

    /// <summary>The segment attributes that are features beside the inputs, as far as there is room.</summary>
    /// <param name="attributes">The endpoint's segment attributes.</param>
    /// <param name="room">Features that may still be added.</param>
    public static IReadOnlyList<string> OfAttributes(IReadOnlyList<string> attributes, int room) => [.. attributes.Take(room)];

    /// <summary>Values of one row; null when each request chooses a size, or when there are more than a number holds.</summary>
    /// <param name="shape">Sizes as the model declares them, negative where each request chooses; empty for a scalar.</param>
    public static long? RowWidthOf(ReadOnlySpan<long> shape)
    {
        Int128 width = 1;
        foreach (var size in shape.IsEmpty || IsOneRow(shape) ? shape : shape[1..])
        {
            width *= size;
            if (size < 0 || width > long.MaxValue)
                return null;
        }

        return (long)width;
    }

    /// <summary>Whether the whole tensor is one row: a single dimension of a size that no request chooses. Otherwise the first dimension counts the rows.</summary>
    /// <param name="shape">Sizes as the model declares them.</param>
    public static bool IsOneRow(ReadOnlySpan<long> shape) => shape.Length == 1 && shape[0] > 1;
}
