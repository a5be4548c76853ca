using System.Text.Json;
using System.Text.Json.Serialization;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>The few things that a serializer reads or writes here, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(FeedbackForm))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(FeedbackForm[]))]
internal sealed partial class ServingJsonContext : JsonSerializerContext;
