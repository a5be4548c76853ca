using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>What the caller was answered, kept beside the copy so that a shadow's answer can be held against it. Immutable.</summary>
/// <param name="Variant">What answered.</param>
/// <param name="Prediction">What it predicted, all rows.</param>
/// <param name="Predictions">Puts the classes of the prediction into words.</param>
/// <param name="Latency">From the request's arrival to its answer.</param>
internal sealed record MirroredAnswer(string? Variant, Prediction Prediction, PredictionReader Predictions, TimeSpan Latency);
