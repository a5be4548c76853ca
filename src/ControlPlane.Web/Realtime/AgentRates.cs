using System.Collections.Concurrent;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// How often agents may call the hub: a bucket of tokens for each agent, whichever connection it uses, so that connecting again wins nothing.
/// Far above what an honest agent says, which is a few messages a second and some hundred when it comes back after days. A singleton, thread-safe.
/// </summary>
internal sealed class AgentRates(TimeProvider clock)
{
    /// <summary>Calls at once.</summary>
    public const int Burst = 1_000;

    /// <summary>Calls a second in the long run.</summary>
    public const int PerSecond = 200;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one call.</summary>
    /// <returns>False when the agent calls too often.</returns>
    public bool TryTake(string agentId) => _buckets.GetOrAdd(agentId, _ => new Bucket(clock.GetTimestamp())).TryTake(clock);

    private sealed class Bucket(long filledAt)
    {
        private readonly Lock _gate = new();
        private double _tokens = Burst;
        private long _filledAt = filledAt;

        public bool TryTake(TimeProvider clock)
        {
            lock (_gate)
            {
                var now = clock.GetTimestamp();
                _tokens = Math.Min(Burst, _tokens + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * PerSecond));
                _filledAt = now;
                if (_tokens < 1)
                    return false;
                _tokens--;
                return true;
            }
        }
    }
}
