using ControlPlane.Domain.Analysis.Quantiles;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Mergeable quantile sketches.</summary>
internal static class SketchMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["ddsketch_logarithmic_mapping"] = inputs =>
        {
            var mapping = new LogarithmicBins(inputs.Number("relative_accuracy"));
            var bins = inputs.Series("values").Select(mapping.BinOf).ToArray();
            return new()
            {
                ["gamma"] = mapping.Gamma,
                ["keys"] = bins.Select(bin => (long)bin).ToArray(),
                ["representatives"] = bins.Select(mapping.ValueOf).ToArray(),
            };
        },
        ["ddsketch_relative_error_guarantee"] = inputs =>
        {
            double[] data = [.. inputs.Series("data").Order()], shares = [.. inputs.Series("quantiles")];
            var sketch = Filled(inputs, data);
            var exact = shares.Select(share => data[(int)Math.Floor(share * (data.Length - 1))]).ToArray();
            var estimates = shares.Select(share => Quantile(sketch, share)).ToArray();
            return new()
            {
                ["exact"] = exact,
                ["estimate"] = estimates,
                ["max_relative_error"] = new VectorValue.AtMost(
                    exact.Zip(estimates, (value, estimate) => value == 0 ? Math.Abs(estimate) : Math.Abs(estimate / value - 1)).DefaultIfEmpty().Max()),
            };
        },
        ["ddsketch_merge_equals_single"] = inputs =>
        {
            IReadOnlyList<double> a = inputs.Series("a"), b = inputs.Series("b");
            var merged = Filled(inputs, a);
            merged.Merge(Filled(inputs, b));
            return new()
            {
                ["bins_identical"] = merged.HasSameBins(Filled(inputs, [.. a, .. b])),
                ["count"] = merged.Count,
                ["sum"] = merged.Sum,
            };
        },
        ["ddsketch_weighted"] = Weighted,
        ["ddsketch_negative_and_zero"] = inputs =>
        {
            var sketch = Filled(inputs, inputs.Series("data"));
            return new() { ["estimate"] = inputs.Series("quantiles").Select(share => Quantile(sketch, share)).ToArray() };
        },
    };

    private static VectorResults Weighted(VectorInputs inputs)
    {
        IReadOnlyList<double> values = inputs.Series("values"), weights = inputs.Series("weights");
        if (weights.Count != values.Count)
            throw new VectorFormatException(inputs.PathOf("weights"), $"has {weights.Count} values where {values.Count} are needed");

        var sketch = new QuantileSketch(inputs.Number("relative_accuracy"));
        foreach (var (value, weight) in values.Zip(weights))
            sketch.Add(value, weight);

        var share = inputs.Number("quantile");
        var exact = Exact([.. values.Zip(weights)], share * (sketch.Count - 1));
        return new()
        {
            ["count"] = sketch.Count,
            ["sum"] = sketch.Sum,
            ["avg"] = sketch.Sum / sketch.Count,
            ["median_true"] = exact,
            ["median_within"] = new VectorValue.AtMost(Math.Abs(Quantile(sketch, share) - exact)),
        };
    }

    private static double Exact(IEnumerable<(double Value, double Weight)> values, double rank)
    {
        var sum = 0.0;
        foreach (var (value, weight) in values.OrderBy(pair => pair.Value))
        {
            sum += weight;
            if (sum > rank)
                return value;
        }

        return double.NaN;
    }

    private static QuantileSketch Filled(VectorInputs inputs, IEnumerable<double> values)
    {
        var sketch = new QuantileSketch(inputs.Number("relative_accuracy"));
        foreach (var value in values)
            sketch.Add(value);
        return sketch;
    }

    private static double Quantile(QuantileSketch sketch, double share) => sketch.BinQuantile(share) ?? double.NaN;
}
