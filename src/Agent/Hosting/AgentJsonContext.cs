using System.Text.Json.Serialization;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.AgentHost.Workers;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>How the agent writes its own files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IdentityDocument))]
[JsonSerializable(typeof(SpoolRecord))]
[JsonSerializable(typeof(FeedbackItem[]))]
[JsonSerializable(typeof(TripReport[]))]
[JsonSerializable(typeof(LoggedRequest))]
[JsonSerializable(typeof(LoadFindings))]
[JsonSerializable(typeof(VettingReport))]
[JsonSerializable(typeof(VettingVerdict))]
[JsonSerializable(typeof(WorkerReady))]
internal sealed partial class AgentJsonContext : JsonSerializerContext;
