using ControlPlane.Web.Components;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>How far a change has come on the agents, and how long that took, in words. Pure.</summary>
public static class ConvergenceText
{
    /// <summary>Such as <c>all 3 agents in 84 ms</c>; null when no agent has answered yet.</summary>
    public static string? Measured(Convergence? convergence)
    {
        if (convergence is not { Elapsed: { } elapsed })
            return null;

        var awaited = convergence.Agents.Count;
        var milliseconds = Wording.Milliseconds(elapsed.TotalMilliseconds);
        if (convergence.AcknowledgedCount == awaited)
            return awaited == 1 ? $"the agent in {milliseconds}" : $"all {awaited} agents in {milliseconds}";

        var missing = convergence.Agents.Where(a => a.State != ConvergenceState.InForce).Select(a => a.AgentName).ToArray();
        return $"{convergence.AcknowledgedCount} of {awaited} agents in {milliseconds}, {Wording.List(missing)} {(convergence.IsComplete ? "not" : "not yet")}";
    }
}
