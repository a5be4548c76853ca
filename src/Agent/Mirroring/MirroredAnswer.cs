using System.Diagnostics;
using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>What the caller was answered, kept beside the copy so that a shadow's answer can be held against it. Immutable.</summary>
internal sealed record MirroredAnswer
{
    /// <summary>The endpoint, as it was routed.</summary>
    public required ServedEndpoint Endpoint { get; init; }

    /// <summary>What answered.</summary>
    public required AnswerIdentity Identity { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>What it predicted, all rows.</summary>
    public required Prediction Prediction { get; init; }

    /// <summary>Puts the classes of the prediction into words.</summary>
    public required PredictionReader Predictions { get; init; }

    /// <summary>What the prediction was read from; null where there are no numbers, or too many.</summary>
    public required ReadOutput? Output { get; init; }

    /// <summary>How long the model ran.</summary>
    public required TimeSpan RunTime { get; init; }

    /// <summary>When the caller was answered.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>The caller's or the agent's id of the request, UTF-8.</summary>
    public required byte[] RequestId { get; init; }

    /// <summary>The request's span; none where nobody listened.</summary>
    public required ActivityContext Trace { get; init; }

    /// <summary>Values of the endpoint's segment attributes.</summary>
    public required MirroredAttributes Attributes { get; init; }

    /// <summary>Name of the variant that answered.</summary>
    public string Variant => Encoding.UTF8.GetString(Identity.Utf8Variant.Span);
}
