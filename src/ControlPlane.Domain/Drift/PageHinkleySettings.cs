namespace ControlPlane.Domain.Drift;

/// <summary>Settings of <see cref="PageHinkley"/>; defaults as River's. Immutable.</summary>
public sealed record PageHinkleySettings
{
    /// <summary>Values before the first alarm, at least 1.</summary>
    public long LeastValues { get; init; } = 30;

    /// <summary>δ: rise that is tolerated, in units of the values.</summary>
    public double Allowance { get; init; } = 0.005;

    /// <summary>λ: sum at which to alarm, in units of the values, above 0.</summary>
    public double Threshold { get; init; } = 50;

    /// <summary>γ: share of the sum kept per value, 0 to 1.</summary>
    public double Forgetting { get; init; } = 0.9999;

    /// <summary>What happens after an alarm.</summary>
    public AfterAlarm AfterAlarm { get; init; } = AfterAlarm.StartAnew;
}
