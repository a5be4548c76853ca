using System.Text.Json.Serialization;

namespace ControlPlane.Contracts.Routing;

/// <summary>A version that agents keep fetched, verified, loaded and warm, whether it is routed or not. Immutable.</summary>
public sealed record PreparedVersion
{
    /// <summary>Name of the registered model.</summary>
    public required string Model { get; init; }

    /// <summary>Version number, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits; also its address.</summary>
    public required string Digest { get; init; }

    /// <summary>Length of the file in bytes; a longer download is cut.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Ids of the only agents that prepare it; null means all of the pool.</summary>
    public IReadOnlyList<string>? OnlyAgents { get; init; }

    /// <summary>Ids of agents that do not prepare it.</summary>
    public IReadOnlyList<string> ExceptAgents { get; init; } = [];

    /// <summary>How predictions are read from its outputs.</summary>
    public OutputReading Reading { get; init; } = OutputReading.None;

    /// <summary>Where it runs; in a process of its own as soon as one endpoint of its model wants that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ModelIsolation Isolation { get; init; }

    /// <summary>Inputs that it must answer as expected before it serves; null when there are none.</summary>
    public GoldenReference? Golden { get; init; }

    /// <summary>Whether an agent prepares it.</summary>
    public bool IsFor(string agentId) =>
        OnlyAgents?.Contains(agentId, StringComparer.Ordinal) != false && !ExceptAgents.Contains(agentId, StringComparer.Ordinal);
}
