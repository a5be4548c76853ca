using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>What a rollout's phase looks like: the result of the rollout, not the health of the service. Pure.</summary>
public static class PhaseLook
{
    /// <summary>How urgent it is. A pause that somebody made is watched; one that asks a person needs one.</summary>
    public static StatusKind KindOf(Rollout rollout) => rollout.Phase switch
    {
        RolloutPhase.Paused => rollout.Pauses.Any(AsksPerson) ? StatusKind.NeedsYou : StatusKind.Watching,
        var phase => KindOf(phase),
    };

    /// <summary>How urgent a phase is by itself.</summary>
    public static StatusKind KindOf(RolloutPhase phase) => phase switch
    {
        RolloutPhase.Failed => StatusKind.NeedsYou,
        RolloutPhase.RollingBack or RolloutPhase.RolledBack or RolloutPhase.Aborted => StatusKind.RolledBack,
        RolloutPhase.Preparing or RolloutPhase.Progressing or RolloutPhase.Paused or RolloutPhase.Promoting or RolloutPhase.Baking => StatusKind.Watching,
        RolloutPhase.Pending or RolloutPhase.Superseded => StatusKind.Unknown,
        RolloutPhase.Succeeded => StatusKind.Fine,
        _ => throw new InvalidOperationException($"{phase} has no look."),
    };

    /// <summary>The phase as it stands on a chip.</summary>
    public static string WordOf(RolloutPhase phase)
    {
        var words = PhaseText.Of(phase);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static bool AsksPerson(PauseReason pause) => pause.Code switch
    {
        PauseCode.Gate or PauseCode.Inconclusive or PauseCode.AnalysisError or PauseCode.AgentRefused or PauseCode.Deadline or PauseCode.Drift or PauseCode.HookRefused => true,
        PauseCode.Person or PauseCode.ManualWeights or PauseCode.KillSwitch or PauseCode.Undone => false,
        var code => throw new InvalidOperationException($"{code} has no look."),
    };
}
