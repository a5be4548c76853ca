using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>
/// Which features a variant's requests have: the columns of its inputs as far as there is room, statistics of inputs that are wider,
/// then the endpoint's segment attributes. Made once per sample, from the first request. Owned by one sample.
/// </summary>
internal sealed class FeatureLayout
{
    private readonly List<(int Input, FeatureSource Source, int Start)> _sources = [];
    private readonly IReadOnlyList<string> _attributes;
    private readonly BoundedNames[] _attributeValues;

    /// <summary>The layout of a model's inputs.</summary>
    public FeatureLayout(ReadOnlySpan<LaneInput> inputs, IReadOnlyList<string> attributes, BoundedNames[] attributeValues)
    {
        for (var input = 0; input < inputs.Length; input++)
        {
            if (SourceOf(inputs[input].Signature, FeatureSummary.MaximumFeatures - Count) is not { } source)
                continue;
            _sources.Add((input, source, Count));
            Count += source.Names.Count;
        }

        AttributesStart = Count;
        _attributes = InputFeatures.OfAttributes(attributes, FeatureSummary.MaximumFeatures - Count);
        _attributeValues = attributeValues;
        Count += _attributes.Count;
    }

    /// <summary>Features of a row.</summary>
    public int Count { get; }

    private int AttributesStart { get; }

    /// <summary>Rows of a call: the first dimension of its first input.</summary>
    public static int RowsOf(ReadOnlySpan<LaneInput> inputs) =>
        inputs.IsEmpty || inputs[0].Shape.IsEmpty || InputFeatures.IsOneRow(inputs[0].Signature.Shape) ? 1 : (int)inputs[0].Shape[0];

    /// <summary>Reads one row.</summary>
    public void Read(ReadOnlySpan<LaneInput> inputs, IRequestAttributes request, int row, int rows, Span<ushort> codes)
    {
        foreach (var (input, source, start) in _sources)
            source.Read(inputs[input], row, rows, codes.Slice(start, source.Names.Count));
        for (var attribute = 0; attribute < _attributes.Count; attribute++)
        {
            codes[AttributesStart + attribute] = request.Find(_attributes[attribute]) is { Length: > 0 } value
                ? (ushort)_attributeValues[attribute].NumberOf(value)
                : FeatureSource.Missing;
        }
    }

    /// <summary>What rows looked like.</summary>
    /// <param name="codes">As <see cref="Read"/> gives them, row after row.</param>
    public IReadOnlyList<FeatureSummary> Summarise(ReadOnlySpan<ushort> codes)
    {
        var summaries = new List<FeatureSummary>(Count);
        foreach (var (_, source, start) in _sources)
        {
            for (var feature = 0; feature < source.Names.Count; feature++)
                summaries.Add(Summarise(codes, start + feature, source.Names[feature], source.CategoriesOf(feature)));
        }

        for (var attribute = 0; attribute < _attributes.Count; attribute++)
            summaries.Add(Summarise(codes, AttributesStart + attribute, _attributes[attribute], _attributeValues[attribute].NameOf));
        return summaries;
    }

    private FeatureSummary Summarise(ReadOnlySpan<ushort> codes, int feature, string name, Func<int, string>? nameOf)
    {
        var (sketch, categories, missing) = (new FeatureSketch(), new Dictionary<string, long>(StringComparer.Ordinal), 0L);
        for (var at = feature; at < codes.Length; at += Count)
        {
            if (codes[at] == FeatureSource.Missing)
                missing++;
            else if (nameOf is null)
                sketch.Add(codes[at], 1);
            else
                categories[nameOf(codes[at])] = categories.GetValueOrDefault(nameOf(codes[at])) + 1;
        }

        return new FeatureSummary { Name = name, Sketch = nameOf is null ? sketch.ToBytes() : null, Categories = categories, Missing = missing };
    }

    private static FeatureSource? SourceOf(TensorSignature input, int room)
    {
        var isText = input.ElementType == TensorElementType.String;
        return InputFeatures.Of(input.Name, InputFeatures.RowWidthOf(input.Shape), isText, room) switch
        {
            null => null,
            { AreStatistics: true, Names: var names } => new StatisticFeatures(names),
            { Names: var names } => isText ? new TextFeatures(names) : new ColumnFeatures(names),
        };
    }
}
