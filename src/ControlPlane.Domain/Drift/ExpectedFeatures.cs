using ControlPlane.Contracts.Telemetry;
using ControlPlane.Domain.Models;

namespace ControlPlane.Domain.Drift;

/// <summary>The features under which agents describe the requests of a version, so that training data can name its columns alike. Stateless.</summary>
public static class ExpectedFeatures
{
    private const string Text = "BYTES";

    private static readonly string[] Statistics = ["mean", "deviation", "minimum", "maximum"];

    /// <summary>Columns of the inputs as far as there is room, statistics of wide inputs, then the attributes; in the order agents give them.</summary>
    /// <param name="inputs">What the version takes.</param>
    /// <param name="attributes">The endpoint's segment attributes.</param>
    public static IReadOnlyList<ExpectedFeature> Of(IReadOnlyList<TensorSignature> inputs, IReadOnlyList<string> attributes)
    {
        var features = new List<ExpectedFeature>();
        foreach (var input in inputs)
            features.AddRange(NamesOf(input, FeatureSummary.MaximumFeatures - features.Count).Select(name => new ExpectedFeature(name, input.Datatype == Text, IsRequired: true)));
        return [.. features, .. attributes.Take(FeatureSummary.MaximumFeatures - features.Count).Select(name => new ExpectedFeature(name, IsText: true, IsRequired: false))];
    }

    private static IEnumerable<string> NamesOf(TensorSignature input, int room)
    {
        if (WidthOf(input) is { } width && width >= 1 && width <= room)
            return width == 1 ? [input.Name] : Enumerable.Range(0, (int)width).Select(column => $"{input.Name}[{column}]");
        return input.Datatype == Text || room < Statistics.Length ? [] : Statistics.Select(statistic => $"{input.Name}.{statistic}");
    }

    // Values of one row; null when each request chooses.
    private static long? WidthOf(TensorSignature input)
    {
        if (input.Shape is not { } shape)
            return null;
        var row = shape.Count == 0 || (shape.Count == 1 && shape[0] > 1) ? shape : [.. shape.Skip(1)];
        return row.Contains(TensorSignature.FreeDimension) ? null : row.Aggregate(1L, (width, size) => width * size);
    }
}
