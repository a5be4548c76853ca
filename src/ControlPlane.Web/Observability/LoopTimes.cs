using System.Collections.Concurrent;

namespace ControlPlane.Web.Observability;

/// <summary>How long the rounds of each loop take, and when the last one ended. A singleton with state, thread-safe.</summary>
public sealed class LoopTimes(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, LoopTime> _loops = new(StringComparer.Ordinal);

    /// <summary>Every loop that has ended a round, by name.</summary>
    public IReadOnlyList<LoopTime> All => [.. _loops.Values.OrderBy(l => l.Loop, StringComparer.Ordinal)];

    /// <summary>Runs a round of a loop; one that failed was a round as well.</summary>
    public async Task MeasureAsync(string loop, Func<Task> round)
    {
        var began = clock.GetTimestamp();
        try
        {
            await round();
        }
        finally
        {
            var took = clock.GetElapsedTime(began);
            _loops.AddOrUpdate(loop, _ => LoopTime.Of(loop).With(took, clock.GetUtcNow()), (_, before) => before.With(took, clock.GetUtcNow()));
        }
    }
}
