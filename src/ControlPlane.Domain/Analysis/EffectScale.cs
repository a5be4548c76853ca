namespace ControlPlane.Domain.Analysis;

/// <summary>How a difference of two means is expressed; choose before the test.</summary>
public enum EffectScale
{
    /// <summary>Treatment minus control, in the metric's units.</summary>
    Absolute,

    /// <summary>Treatment minus control, divided by the absolute value of the control's mean.</summary>
    Relative,
}
