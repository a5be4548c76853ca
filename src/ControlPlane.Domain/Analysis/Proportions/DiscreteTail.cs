namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>
/// Probabilities of a unimodal law on consecutive whole numbers, by ratios outwards from its mode and one division at the end.
/// No factorials, hence no loss of digits at any population, where ready-made hypergeometric functions give out near a thousand. Immutable.
/// </summary>
internal sealed class DiscreteTail
{
    private readonly long _first;
    private readonly double[] _probabilities;

    /// <summary>Builds the law.</summary>
    /// <param name="first">Least value.</param>
    /// <param name="last">Greatest value.</param>
    /// <param name="mode">A likeliest value.</param>
    /// <param name="ratioToNext">P(k+1)/P(k).</param>
    public DiscreteTail(long first, long last, long mode, Func<double, double> ratioToNext)
    {
        _first = first;
        _probabilities = new double[checked((int)(last - first + 1))];
        var middle = (int)(Math.Clamp(mode, first, last) - first);
        _probabilities[middle] = 1;
        for (var at = middle; at < _probabilities.Length - 1 && _probabilities[at] > 0; at++)
            _probabilities[at + 1] = _probabilities[at] * ratioToNext(first + at);
        for (var at = middle; at > 0 && _probabilities[at] > 0; at--)
            _probabilities[at - 1] = _probabilities[at] / ratioToNext(first + at - 1);

        var sum = SumOf(_probabilities);
        for (var at = 0; at < _probabilities.Length; at++)
            _probabilities[at] /= sum;
    }

    /// <summary>P(X = value).</summary>
    public double Exactly(long value) => value < _first || value >= _first + _probabilities.Length ? 0 : _probabilities[value - _first];

    /// <summary>P(X ≤ value).</summary>
    public double AtMost(long value) => SumOf(_probabilities.AsSpan(0, (int)Math.Clamp(value - _first + 1, 0, _probabilities.Length)));

    /// <summary>P(X ≥ value).</summary>
    public double AtLeast(long value) => SumOf(_probabilities.AsSpan((int)Math.Clamp(value - _first, 0, _probabilities.Length)));

    /// <summary>
    /// Two-sided p-value: everything at most as likely as the value.
    /// Equally likely values on the other side differ by rounding, hence a slack, which must be relative: an absolute one swallows small tails.
    /// </summary>
    public double AtMostAsLikelyAs(long value)
    {
        const double relativeSlack = 1e-7;
        var limit = Exactly(value) * (1 + relativeSlack);
        return Math.Min(1, SumOf([.. _probabilities.Where(probability => probability <= limit)]));
    }

    // Small terms first would be better still; a pairwise sum is near enough to exact and needs no sorting.
    private static double SumOf(ReadOnlySpan<double> values)
    {
        if (values.Length > 32)
            return SumOf(values[..(values.Length / 2)]) + SumOf(values[(values.Length / 2)..]);

        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
