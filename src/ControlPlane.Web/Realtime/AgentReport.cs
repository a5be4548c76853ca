using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>Something an agent said, as a change of its row. Immutable.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Apply">Makes the change.</param>
internal sealed record AgentReport(AgentId Agent, Action<AgentNode> Apply);
