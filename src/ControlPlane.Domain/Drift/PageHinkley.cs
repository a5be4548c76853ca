using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Drift;

/// <summary>
/// Page–Hinkley detector of a rising mean: s = max(0, γs + x − mean − δ), alarm from s ≥ λ on.
/// Sees rises only, so falls need a second one fed with −x; λ has the units of x, so feed values in standard deviations of the reference.
/// Starts anew with the value after an alarm. Source: E. S. Page (1954). Mutable, not thread-safe.
/// </summary>
public sealed class PageHinkley
{
    private readonly PageHinkleySettings _settings;
    private long _seen;
    private double _mean;
    private double _sum;

    /// <summary>A detector that has seen nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of bounds.</exception>
    public PageHinkley(PageHinkleySettings settings)
    {
        Require.AtLeast(1, settings.LeastValues, nameof(settings));
        Require.Finite(settings.Allowance, nameof(settings));
        Require.Positive(settings.Threshold, nameof(settings));
        Require.Unit(settings.Forgetting, nameof(settings));
        _settings = settings;
    }

    /// <summary>Whether the last value raised an alarm.</summary>
    public bool IsAlarmed { get; private set; }

    /// <summary>Takes the next value.</summary>
    /// <returns>Whether it raises an alarm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite; nothing was taken.</exception>
    public bool Add(double value)
    {
        Require.Finite(value);
        if (IsAlarmed && _settings.AfterAlarm == AfterAlarm.StartAnew)
            (_seen, _mean, _sum) = (0, 0, 0);

        _seen++;
        _mean += (value - _mean) / _seen;
        _sum = Math.Max(0, (_settings.Forgetting * _sum) + (value - _mean - _settings.Allowance));

        // The count that is held against the least number runs one ahead of the values seen, as in the reference implementation.
        IsAlarmed = _seen + 1 >= _settings.LeastValues && _sum >= _settings.Threshold;
        return IsAlarmed;
    }
}
