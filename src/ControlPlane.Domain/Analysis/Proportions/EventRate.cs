namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>Events over an exposure. Immutable.</summary>
public readonly record struct EventRate
{
    /// <summary>Counts events.</summary>
    /// <param name="events">At least 0.</param>
    /// <param name="exposure">Time, devices or the like, any unit that both arms share, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public EventRate(long events, double exposure)
    {
        Events = Require.AtLeast(0, events);
        Exposure = Require.Positive(exposure);
    }

    /// <summary>Events.</summary>
    public long Events { get; }

    /// <summary>Exposure.</summary>
    public double Exposure { get; }

    /// <summary>Events per unit of exposure.</summary>
    public double Rate => Events / Exposure;
}
