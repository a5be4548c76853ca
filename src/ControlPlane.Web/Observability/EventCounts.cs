using System.Collections.Concurrent;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Observability;

/// <summary>What this process did since it began, counted where it is done. A singleton with state, thread-safe.</summary>
public sealed class EventCounts
{
    private readonly ConcurrentDictionary<(string Area, string Status), long> _answers = new();
    private readonly ConcurrentDictionary<RolloutTrigger, long> _decisions = new();
    private long _acceptedBatches;
    private long _refusedBatches;
    private long _buckets;

    /// <summary>HTTP answers by area of the site and class of status.</summary>
    public IReadOnlyList<KeyValuePair<(string Area, string Status), long>> Answers => [.. _answers.OrderBy(a => a.Key)];

    /// <summary>Moves of rollouts that the engine decided: every trigger, those that never moved one with 0.</summary>
    public IReadOnlyList<KeyValuePair<RolloutTrigger, long>> Decisions =>
        [.. Enum.GetValues<RolloutTrigger>().Select(t => KeyValuePair.Create(t, _decisions.GetValueOrDefault(t)))];

    /// <summary>Batches of telemetry that were committed.</summary>
    public long AcceptedBatches => Interlocked.Read(ref _acceptedBatches);

    /// <summary>Batches of telemetry that were refused.</summary>
    public long RefusedBatches => Interlocked.Read(ref _refusedBatches);

    /// <summary>Buckets in committed batches: one per variant and second.</summary>
    public long Buckets => Interlocked.Read(ref _buckets);

    /// <summary>An answer was sent.</summary>
    public void Answered(string area, string status) => _answers.AddOrUpdate((area, status), 1, (_, count) => count + 1);

    /// <summary>A rollout was moved.</summary>
    public void Decided(RolloutTrigger trigger) => _decisions.AddOrUpdate(trigger, 1, (_, count) => count + 1);

    /// <summary>A batch was committed.</summary>
    public void Took(int buckets)
    {
        Interlocked.Increment(ref _acceptedBatches);
        Interlocked.Add(ref _buckets, buckets);
    }

    /// <summary>A batch was refused.</summary>
    public void Refused() => Interlocked.Increment(ref _refusedBatches);
}
