namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>How often something happened among how many chances. Immutable.</summary>
public readonly record struct ProportionSample
{
    /// <summary>Counts events.</summary>
    /// <param name="events">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The counts contradict each other.</exception>
    public ProportionSample(long events, long trials)
    {
        Trials = Require.AtLeast(1, trials);
        Events = events >= 0 && events <= trials
            ? events
            : throw new ArgumentOutOfRangeException(nameof(events), events, $"must lie between 0 and the {trials} trials");
    }

    /// <summary>Times it happened.</summary>
    public long Events { get; }

    /// <summary>Times it could have.</summary>
    public long Trials { get; }

    /// <summary>Events per trial, 0 to 1.</summary>
    public double Share => (double)Events / Trials;

    /// <summary>Trials without the event.</summary>
    public long Others => Trials - Events;

    /// <summary>Both counts added.</summary>
    public ProportionSample Plus(ProportionSample other) => new(Events + other.Events, Trials + other.Trials);
}
