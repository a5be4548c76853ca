using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Cli.Rollouts;

/// <summary>Whether a rollout has ended, and how.</summary>
internal static class RolloutEnd
{
    /// <summary>Whether it has ended; a phase that a newer control plane may have is not known to be an end.</summary>
    public static bool IsReached(JsonObject rollout) => PhaseOf(rollout) is { } phase && RolloutTransitions.IsTerminal(phase);

    /// <summary>What a script is told about it.</summary>
    public static ExitCode Of(JsonObject rollout) => IsReached(rollout) && PhaseOf(rollout) != RolloutPhase.Succeeded ? ExitCode.NotSucceeded : ExitCode.Done;

    private static RolloutPhase? PhaseOf(JsonObject rollout) =>
        Enum.TryParse<RolloutPhase>(((string?)rollout["phase"])?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var phase) ? phase : null;
}
