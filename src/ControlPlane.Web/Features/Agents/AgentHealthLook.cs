using ControlPlane.Domain.Agents;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Agents;

/// <summary>The look and word of each health of an agent.</summary>
public static class AgentHealthLook
{
    /// <summary>How urgent it is.</summary>
    public static StatusKind KindOf(AgentHealth health) => health switch
    {
        AgentHealth.Fresh => StatusKind.Fine,
        AgentHealth.Converging => StatusKind.Watching,
        AgentHealth.Diverting or AgentHealth.Refusing or AgentHealth.Lost => StatusKind.NeedsYou,
        AgentHealth.Absent or AgentHealth.Removed => StatusKind.Unknown,
        _ => throw new ArgumentOutOfRangeException(nameof(health), health, "Not a health."),
    };

    /// <summary>Its word.</summary>
    public static string WordOf(AgentHealth health) => health switch
    {
        AgentHealth.Fresh => "Up to date",
        AgentHealth.Converging => "Catching up",
        AgentHealth.Diverting => "Diverting",
        AgentHealth.Refusing => "Refusing",
        AgentHealth.Absent => "Not connected",
        AgentHealth.Lost => "Lost",
        AgentHealth.Removed => "Removed",
        _ => throw new ArgumentOutOfRangeException(nameof(health), health, "Not a health."),
    };
}
