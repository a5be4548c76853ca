using System.Runtime.CompilerServices;

namespace ControlPlane.Domain.Analysis;

/// <summary>Preconditions of statistical methods; what they refuse is a mistake of the caller, not of the data. Stateless.</summary>
internal static class Require
{
    /// <summary>A number inside (0, 1), both ends excluded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; NaN is not.</exception>
    public static double InsideUnit(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "must lie between 0 and 1, both excluded");

    /// <summary>A number in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not; NaN is not.</exception>
    public static double Unit(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "must lie between 0 and 1");

    /// <summary>A finite number above zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "must be a finite number above 0");

    /// <summary>A finite number of at least zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "must be a finite number of at least 0");

    /// <summary>A number that is neither NaN nor infinite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "must be a finite number");

    /// <summary>A whole number of at least some least value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is smaller.</exception>
    public static long AtLeast(long least, long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"must be at least {least}");

    /// <summary>Finite numbers, at least as many as said.</summary>
    /// <exception cref="ArgumentException">Too few, or one is NaN or infinite; the message gives its place, counted from 0.</exception>
    public static void AllFinite(IReadOnlyList<double> values, int atLeast, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Count < atLeast)
            throw new ArgumentException($"needs at least {atLeast} values, has {values.Count}", name);
        for (var at = 0; at < values.Count; at++)
        {
            if (!double.IsFinite(values[at]))
                throw new ArgumentException($"value {at} is {values[at]}, not a finite number", name);
        }
    }

    /// <summary>Finite numbers of at least zero whose sum is above zero.</summary>
    /// <exception cref="ArgumentException">One is negative, NaN or infinite, or all are zero.</exception>
    public static void Weights(IReadOnlyList<double> values, int atLeast, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        AllFinite(values, atLeast, name);
        for (var at = 0; at < values.Count; at++)
        {
            if (values[at] < 0)
                throw new ArgumentException($"value {at} is {values[at]}, below 0", name);
        }

        if (values.Sum() <= 0)
            throw new ArgumentException("sum to 0", name);
    }

    /// <summary>Two lists of one length.</summary>
    /// <exception cref="ArgumentException">Their lengths differ.</exception>
    public static void SameLength<TFirst, TSecond>(
        IReadOnlyList<TFirst> first, IReadOnlyList<TSecond> second, [CallerArgumentExpression(nameof(second))] string name = "")
    {
        if (first.Count != second.Count)
            throw new ArgumentException($"has {second.Count} values where {first.Count} are needed", name);
    }
}
