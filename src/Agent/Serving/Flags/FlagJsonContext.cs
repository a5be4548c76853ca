using System.Text.Json.Serialization;

namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>Writes evaluations without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FlagAnswer))]
[JsonSerializable(typeof(FlagList))]
internal sealed partial class FlagJsonContext : JsonSerializerContext;
