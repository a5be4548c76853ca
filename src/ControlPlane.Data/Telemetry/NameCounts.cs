using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Data.Telemetry;

/// <summary>Counts by name while they are being added up. Mutable, not thread-safe.</summary>
internal sealed class NameCounts
{
    /// <summary>
    /// Names that a stored span tells apart, four times what one agent does: names come from callers, and an hour must not grow without bound.
    /// Further ones are counted under <see cref="OutputSummary.OtherLabel"/>.
    /// </summary>
    public const int Most = 200;

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Adds <paramref name="sign"/> times other counts.</summary>
    public void Add(IReadOnlyDictionary<string, long> counts, int sign)
    {
        foreach (var (name, count) in counts)
            _counts[name] = _counts.GetValueOrDefault(name) + (sign * count);
    }

    /// <summary>Adds everything another holds.</summary>
    public void Add(NameCounts other) => Add(other._counts, 1);

    /// <summary>Stored counts and these; names whose count is 0 are left out. The stored instance when there is nothing to add.</summary>
    public IReadOnlyDictionary<string, long> AddedTo(IReadOnlyDictionary<string, long> stored)
    {
        if (_counts.Count == 0)
            return stored;

        var sum = new Dictionary<string, long>(stored, StringComparer.Ordinal);
        foreach (var (name, count) in _counts)
            Add(sum, name, count);
        return sum;
    }

    // What is taken away under a name that is not there was counted under the other one.
    private static void Add(Dictionary<string, long> sum, string name, long count)
    {
        if (!sum.ContainsKey(name) && (count < 0 || sum.Count >= Most))
            name = OutputSummary.OtherLabel;
        sum[name] = sum.GetValueOrDefault(name) + count;
        if (sum[name] == 0)
            sum.Remove(name);
    }
}
