using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>One variant of an endpoint, ready to answer or diverted. Immutable.</summary>
/// <param name="Routing">What the table says about it.</param>
/// <param name="Model">Null when its version is not available here: its requests go to the stable variant.</param>
/// <param name="Recorder">Counts what it does.</param>
public sealed record ServedVariant(VariantRouting Routing, LoadedModel? Model, VariantRecorder Recorder)
{
    /// <summary>What its answers say about their origin.</summary>
    public AnswerIdentity Identity { get; } = new(Recorder.Key.Endpoint, Routing.Name, Routing.Version, Recorder.Key.RouteRevision);
}
