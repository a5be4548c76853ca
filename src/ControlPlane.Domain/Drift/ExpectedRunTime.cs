using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Drift;

/// <summary>
/// The knob for drift that is tested over and over: how many looks pass on average between false alarms.
/// p &lt; 0.05 every hour is a false alarm every day. Stateless.
/// </summary>
public static class ExpectedRunTime
{
    /// <summary>False-alarm rate per look and feature, 1 − (1 − 1/T)^(1/d), so that d independent features together alarm falsely once in T looks.</summary>
    /// <param name="looks">T, above 1.</param>
    /// <param name="features">d, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public static double FalseAlarmRatePerFeature(double looks, int features)
    {
        Require.InsideUnit(1 / looks, nameof(looks));
        return -Logarithm.ExponentialMinusOne(Logarithm.OfOnePlus(-1 / looks) / Require.AtLeast(1, features));
    }
}
