using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Domain.Drift;

/// <summary>Rows of one feature, or of one variant's predictions, in some span. Do not change its parts.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Sketch">Its values; null for a categorical feature.</param>
/// <param name="Categories">Rows by category; empty for a numeric feature.</param>
/// <param name="Missing">Rows without a value.</param>
public sealed record FeatureWindow(string Name, FeatureSketch? Sketch, IReadOnlyDictionary<string, long> Categories, long Missing)
{
    /// <summary>All rows, missing ones too.</summary>
    public long Rows => (Sketch?.Count ?? Categories.Values.Sum()) + Missing;

    /// <summary>This and another span of the same feature together.</summary>
    public FeatureWindow Plus(FeatureWindow other)
    {
        FeatureSketch? sketch = null;
        foreach (var part in new[] { Sketch, other.Sketch }.OfType<FeatureSketch>())
        {
            sketch ??= new FeatureSketch();
            sketch.Add(part, 1);
        }

        var categories = Categories.Concat(other.Categories).GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(c => c.Value), StringComparer.Ordinal);
        return this with { Sketch = sketch, Categories = categories, Missing = Missing + other.Missing };
    }
}
