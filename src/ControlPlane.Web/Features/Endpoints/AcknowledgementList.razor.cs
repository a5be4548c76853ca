using ControlPlane.Data.Agents;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Agents;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Which agents have the endpoint's newest routing in force, and how long each took.</summary>
public sealed partial class AcknowledgementList
{
    [Parameter, EditorRequired]
    public required EndpointFacts Facts { get; set; }

    /// <summary>How far the last commanded change has come; null when none was commanded since the start.</summary>
    [Parameter]
    public Convergence? Convergence { get; set; }

    private string Summary => ConvergenceText.Measured(Convergence) is { } measured
        ? $"last change: {measured}"
        : $"{Wording.Count(Facts.Acknowledged.Count)} of {Wording.Count(Facts.Agents.Count)} have routing {Wording.Count(Facts.Endpoint.RouteRevision)}";

    private string TimeOf(AgentRow agent) =>
        Convergence?.Agents.FirstOrDefault(a => a.AgentId == agent.Id.Value)?.Elapsed is { } elapsed ? Wording.Milliseconds(elapsed.TotalMilliseconds) : "";

    private StatusKind KindOf(AgentRow agent) => agent.Health is AgentHealth.Fresh or AgentHealth.Converging
        ? Facts.HasAcknowledged(agent) ? StatusKind.Fine : StatusKind.Watching
        : AgentHealthLook.KindOf(agent.Health);

    private string WordOf(AgentRow agent) => agent.Health is AgentHealth.Fresh or AgentHealth.Converging
        ? Facts.HasAcknowledged(agent) ? "Has it" : "On the way"
        : AgentHealthLook.WordOf(agent.Health);
}
