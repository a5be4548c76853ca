using System.Text.Json.Serialization;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Golden;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Contracts.Json;

/// <summary>How everything of this assembly is written as JSON: camelCase, no nulls, no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RoutingTable))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinResponse))]
[JsonSerializable(typeof(RenewalRequest))]
[JsonSerializable(typeof(KeyProofClaims))]
[JsonSerializable(typeof(HelloReport))]
[JsonSerializable(typeof(WelcomeMessage))]
[JsonSerializable(typeof(RoutingTableOffer))]
[JsonSerializable(typeof(GoodbyeMessage))]
[JsonSerializable(typeof(ProgressReport))]
[JsonSerializable(typeof(AcknowledgeReport))]
[JsonSerializable(typeof(RefusalReport))]
[JsonSerializable(typeof(TripReport))]
[JsonSerializable(typeof(HeartbeatReport))]
[JsonSerializable(typeof(HeartbeatReply))]
[JsonSerializable(typeof(TelemetryBatch))]
[JsonSerializable(typeof(TelemetryReceipt))]
[JsonSerializable(typeof(ShadowSampleBatch))]
[JsonSerializable(typeof(FeedbackBatch))]
[JsonSerializable(typeof(FeedbackReceipt))]
[JsonSerializable(typeof(WorkRequest))]
[JsonSerializable(typeof(WorkAnswer))]
[JsonSerializable(typeof(ChunkReport))]
[JsonSerializable(typeof(LeaseRenewal))]
[JsonSerializable(typeof(IReadOnlyList<PredictionSetOffer>))]
[JsonSerializable(typeof(GoldenSet))]
public sealed partial class ContractsJsonContext : JsonSerializerContext;
