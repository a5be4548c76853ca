using System.Globalization;

namespace ControlPlane.Observability.Metrics;

/// <summary>
/// The metrics of a process at one moment. Metrics are begun one after the other, each once, and take the values that follow.
/// Written by one owner; read by many once it is full.
/// </summary>
public sealed class ExpositionPage
{
    private const string Bound = "le";
    private readonly List<(MetricDefinition Definition, List<MetricSample> Samples)> _families = [];

    /// <summary>Every metric that was begun, in that order, with its values.</summary>
    public IEnumerable<(MetricDefinition Definition, IReadOnlyList<MetricSample> Samples)> Families =>
        _families.Select(f => (f.Definition, (IReadOnlyList<MetricSample>)f.Samples));

    /// <summary>Begins a metric; values follow.</summary>
    /// <exception cref="InvalidOperationException">It was begun before: a page that has a metric twice is refused by its readers.</exception>
    public void Begin(MetricDefinition definition)
    {
        if (_families.Exists(f => f.Definition.Name == definition.Name))
            throw new InvalidOperationException($"The metric '{definition.Name}' is on the page already.");
        _families.Add((definition, []));
    }

    /// <summary>A value of the metric begun last.</summary>
    /// <param name="value">The value.</param>
    /// <param name="labels">A value for each label, in the order of the definition.</param>
    public void Add(double value, params ReadOnlySpan<string> labels) => Add("", value, Pairs(labels, bound: null));

    /// <summary>A metric that is one number.</summary>
    public void Write(MetricDefinition definition, double value)
    {
        Begin(definition);
        Add(value);
    }

    /// <summary>Counts of the histogram begun last.</summary>
    /// <param name="counts">Ascending bounds, each with how many values are not above it; the last bound is infinite.</param>
    /// <param name="sum">Sum of all values.</param>
    /// <param name="labels">A value for each label, in the order of the definition.</param>
    public void AddHistogram(IEnumerable<(double UpTo, long Count)> counts, double sum, params ReadOnlySpan<string> labels)
    {
        var all = 0L;
        foreach (var (upTo, count) in counts)
        {
            Add("_bucket", count, Pairs(labels, double.IsPositiveInfinity(upTo) ? "+Inf" : upTo.ToString("R", CultureInfo.InvariantCulture)));
            all = count;
        }

        var pairs = Pairs(labels, bound: null);
        Add("_sum", sum, pairs);
        Add("_count", all, pairs);
    }

    private void Add(string suffix, double value, KeyValuePair<string, string>[] labels)
    {
        var (definition, samples) = _families[^1];
        samples.Add(new MetricSample(definition.Name + suffix, labels, value));
    }

    private KeyValuePair<string, string>[] Pairs(ReadOnlySpan<string> values, string? bound)
    {
        var definition = _families[^1].Definition;
        if (values.Length != definition.Labels.Count)
            throw new ArgumentException($"The metric '{definition.Name}' has {definition.Labels.Count} labels, {values.Length} values were given.", nameof(values));
        var pairs = new KeyValuePair<string, string>[values.Length + (bound is null ? 0 : 1)];
        for (var i = 0; i < values.Length; i++)
            pairs[i] = new(definition.Labels[i], values[i]);
        if (bound is not null)
            pairs[^1] = new(Bound, bound);
        return pairs;
    }
}
