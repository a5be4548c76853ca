using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>One variant of an endpoint, ready to answer or diverted. Immutable.</summary>
/// <param name="Routing">What the table says about it.</param>
/// <param name="Model">Null when its version is not available here: its requests go elsewhere.</param>
/// <param name="Recorder">Counts what it does, and knows whether its requests go elsewhere.</param>
public sealed record ServedVariant(VariantRouting Routing, LoadedModel? Model, VariantRecorder Recorder)
{
    /// <summary>What its answers say about their origin.</summary>
    public AnswerIdentity Identity { get; } = new(Recorder.Key.Endpoint, Routing.Name, Routing.Version, Recorder.Key.RouteRevision);

    /// <summary>Counts what its version does at this endpoint; null when that is not here.</summary>
    internal ModelStatistics? Statistics { get; } = Model?.StatisticsAt(Recorder.Key.Endpoint);

    /// <summary>Whether it may answer its own requests: its version is here and up, and nothing diverts it.</summary>
    public bool CanAnswer => Model is { IsUp: true } && !Recorder.IsDiverted;

    /// <summary>
    /// By output of its model: the champion's output whose datatype callers are shown instead, null where it is the same.
    /// Null when all are, as usual.
    /// </summary>
    internal TensorSignature?[]? OutputsAs { get; init; }
}
