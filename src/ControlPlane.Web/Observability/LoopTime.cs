namespace ControlPlane.Web.Observability;

/// <summary>The rounds of one loop so far. Immutable.</summary>
/// <param name="Loop">Its name.</param>
/// <param name="Counts">By <see cref="Bounds"/>, how many rounds took no longer.</param>
/// <param name="Sum">All rounds together.</param>
/// <param name="EndedAt">When the last round ended.</param>
public sealed record LoopTime(string Loop, IReadOnlyList<long> Counts, TimeSpan Sum, DateTimeOffset EndedAt)
{
    /// <summary>Upper bounds in seconds, inclusive; a look at a few rollouts takes milliseconds, a purge of a full database minutes.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, double.PositiveInfinity];

    /// <summary>A loop that has not run.</summary>
    public static LoopTime Of(string loop) => new(loop, [.. Bounds.Select(_ => 0L)], TimeSpan.Zero, default);

    /// <summary>One round more.</summary>
    public LoopTime With(TimeSpan took, DateTimeOffset endedAt) =>
        new(Loop, [.. Bounds.Select((bound, index) => Counts[index] + (took.TotalSeconds <= bound ? 1 : 0))], Sum + took, endedAt);
}
