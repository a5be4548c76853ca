namespace ControlPlane.Web.Components.Charts;

/// <summary>What a chart's numbers are.</summary>
public enum ChartUnit
{
    /// <summary>Events per second.</summary>
    PerSecond,

    /// <summary>A fraction of 0 to 1, shown as per cent.</summary>
    Fraction,

    /// <summary>Milliseconds.</summary>
    Milliseconds,
}
