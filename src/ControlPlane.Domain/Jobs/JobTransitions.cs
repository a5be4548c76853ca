using System.Collections.Frozen;

namespace ControlPlane.Domain.Jobs;

/// <summary>The one transition table: what is not in it is refused. Stateless.</summary>
public static class JobTransitions
{
    private static readonly FrozenDictionary<(JobPhase, JobTrigger), JobPhase> Table = new Dictionary<(JobPhase, JobTrigger), JobPhase>
    {
        [(JobPhase.Running, JobTrigger.Finish)] = JobPhase.Succeeded,
        [(JobPhase.Running, JobTrigger.Fail)] = JobPhase.Failed,
        [(JobPhase.Running, JobTrigger.Cancel)] = JobPhase.Cancelled,
        [(JobPhase.Cancelled, JobTrigger.Resume)] = JobPhase.Running,
        [(JobPhase.Failed, JobTrigger.Resume)] = JobPhase.Running,
    }.ToFrozenDictionary();

    /// <summary>Every allowed move, by phase and trigger.</summary>
    public static IReadOnlyList<(JobPhase From, JobTrigger Trigger, JobPhase To)> All { get; } =
        [.. Table.Select(t => (t.Key.Item1, t.Key.Item2, t.Value)).OrderBy(t => t.Item1).ThenBy(t => t.Item2)];

    /// <summary>Where a trigger leads; null when it is not allowed in the phase.</summary>
    public static JobPhase? Next(JobPhase phase, JobTrigger trigger) => Table.TryGetValue((phase, trigger), out var next) ? next : null;
}
