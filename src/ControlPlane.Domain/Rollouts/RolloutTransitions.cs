using System.Collections.Frozen;

namespace ControlPlane.Domain.Rollouts;

/// <summary>The one transition table: what is not in it is refused. Stateless.</summary>
public static class RolloutTransitions
{
    private static readonly FrozenDictionary<(RolloutPhase, RolloutTrigger), RolloutPhase> Table = new Dictionary<(RolloutPhase, RolloutTrigger), RolloutPhase>
    {
        [(RolloutPhase.Pending, RolloutTrigger.Prepare)] = RolloutPhase.Preparing,
        [(RolloutPhase.Pending, RolloutTrigger.Abort)] = RolloutPhase.Aborted,
        [(RolloutPhase.Pending, RolloutTrigger.Supersede)] = RolloutPhase.Superseded,

        [(RolloutPhase.Preparing, RolloutTrigger.Prepare)] = RolloutPhase.Preparing,
        [(RolloutPhase.Preparing, RolloutTrigger.Advance)] = RolloutPhase.Progressing,
        [(RolloutPhase.Preparing, RolloutTrigger.Switch)] = RolloutPhase.Promoting,
        [(RolloutPhase.Preparing, RolloutTrigger.Pause)] = RolloutPhase.Paused,
        [(RolloutPhase.Preparing, RolloutTrigger.RollBack)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Preparing, RolloutTrigger.Abort)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Preparing, RolloutTrigger.Supersede)] = RolloutPhase.Superseded,

        [(RolloutPhase.Progressing, RolloutTrigger.Advance)] = RolloutPhase.Progressing,
        [(RolloutPhase.Progressing, RolloutTrigger.Switch)] = RolloutPhase.Promoting,
        [(RolloutPhase.Progressing, RolloutTrigger.Complete)] = RolloutPhase.Succeeded,
        [(RolloutPhase.Progressing, RolloutTrigger.Pause)] = RolloutPhase.Paused,
        [(RolloutPhase.Progressing, RolloutTrigger.RollBack)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Progressing, RolloutTrigger.Abort)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Progressing, RolloutTrigger.Supersede)] = RolloutPhase.Superseded,

        [(RolloutPhase.Paused, RolloutTrigger.Pause)] = RolloutPhase.Paused,
        [(RolloutPhase.Paused, RolloutTrigger.Prepare)] = RolloutPhase.Preparing,
        [(RolloutPhase.Paused, RolloutTrigger.Advance)] = RolloutPhase.Progressing,
        [(RolloutPhase.Paused, RolloutTrigger.Switch)] = RolloutPhase.Promoting,
        [(RolloutPhase.Paused, RolloutTrigger.Bake)] = RolloutPhase.Baking,
        [(RolloutPhase.Paused, RolloutTrigger.Complete)] = RolloutPhase.Succeeded,
        [(RolloutPhase.Paused, RolloutTrigger.RollBack)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Paused, RolloutTrigger.Abort)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Paused, RolloutTrigger.Supersede)] = RolloutPhase.Superseded,

        [(RolloutPhase.Promoting, RolloutTrigger.Bake)] = RolloutPhase.Baking,
        [(RolloutPhase.Promoting, RolloutTrigger.Complete)] = RolloutPhase.Succeeded,
        [(RolloutPhase.Promoting, RolloutTrigger.Pause)] = RolloutPhase.Paused,
        [(RolloutPhase.Promoting, RolloutTrigger.RollBack)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Promoting, RolloutTrigger.Abort)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Promoting, RolloutTrigger.Supersede)] = RolloutPhase.Superseded,

        [(RolloutPhase.Baking, RolloutTrigger.Bake)] = RolloutPhase.Baking,
        [(RolloutPhase.Baking, RolloutTrigger.Complete)] = RolloutPhase.Succeeded,
        [(RolloutPhase.Baking, RolloutTrigger.Pause)] = RolloutPhase.Paused,
        [(RolloutPhase.Baking, RolloutTrigger.RollBack)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Baking, RolloutTrigger.Abort)] = RolloutPhase.RollingBack,
        [(RolloutPhase.Baking, RolloutTrigger.Supersede)] = RolloutPhase.Superseded,

        [(RolloutPhase.RollingBack, RolloutTrigger.Undo)] = RolloutPhase.Paused,
        [(RolloutPhase.RollingBack, RolloutTrigger.Settle)] = RolloutPhase.RolledBack,
        [(RolloutPhase.RollingBack, RolloutTrigger.SettleAborted)] = RolloutPhase.Aborted,
        [(RolloutPhase.RollingBack, RolloutTrigger.GiveUp)] = RolloutPhase.Failed,
        [(RolloutPhase.RollingBack, RolloutTrigger.Supersede)] = RolloutPhase.Superseded,
    }.ToFrozenDictionary();

    /// <summary>Every allowed move, by phase and trigger.</summary>
    public static IReadOnlyList<(RolloutPhase From, RolloutTrigger Trigger, RolloutPhase To)> All { get; } =
        [.. Table.Select(t => (t.Key.Item1, t.Key.Item2, t.Value)).OrderBy(t => t.Item1).ThenBy(t => t.Item2)];

    /// <summary>Where a trigger leads; null when it is not allowed in the phase.</summary>
    public static RolloutPhase? Next(RolloutPhase phase, RolloutTrigger trigger) =>
        Table.TryGetValue((phase, trigger), out var next) ? next : null;

    /// <summary>Whether a rollout in the phase is over; nothing leads out.</summary>
    public static bool IsTerminal(RolloutPhase phase) =>
        phase is RolloutPhase.Succeeded or RolloutPhase.RolledBack or RolloutPhase.Aborted or RolloutPhase.Superseded or RolloutPhase.Failed;
}
