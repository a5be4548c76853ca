namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// Full jitter (Brooker, "Exponential Backoff And Jitter", 2015): a delay drawn evenly from zero to a bound that doubles,
/// so that a fleet spreads out.
/// Immutable, thread-safe as far as its source of randomness is.
/// </summary>
/// <param name="first">Bound of the first delay.</param>
/// <param name="longest">Bound that is not exceeded.</param>
/// <param name="unitRandom">Draws evenly from [0, 1).</param>
public sealed class BackoffPolicy(TimeSpan first, TimeSpan longest, Func<double> unitRandom)
{
    /// <summary>The delay before another try.</summary>
    /// <param name="attempt">Tries that failed since the last success, less one: 0 for the first delay.</param>
    public TimeSpan DelayOf(int attempt) => BoundOf(attempt) * unitRandom();

    /// <summary>The longest that <see cref="DelayOf"/> may answer.</summary>
    public TimeSpan BoundOf(int attempt)
    {
        // Beyond 2^20 every sensible bound is reached; the shift must not overflow.
        var bound = first * (1L << Math.Min(attempt, 20));
        return bound < longest ? bound : longest;
    }
}
