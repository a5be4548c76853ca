namespace ControlPlane.Contracts.Agents;

/// <summary>A version as one agent holds it. Immutable.</summary>
public sealed record LoadedVersion
{
    /// <summary>Name of the registered model.</summary>
    public required string Model { get; init; }

    /// <summary>Version number.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>How far its preparation is.</summary>
    public required PreparationState State { get; init; }

    /// <summary>A code of <see cref="Routing.RefusalCodes"/>; null unless <see cref="State"/> is refused.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>One sentence; null unless <see cref="State"/> is refused.</summary>
    public string? Reason { get; init; }

    /// <summary>How long loading and warming up took, milliseconds; null until it is loaded.</summary>
    public double? LoadMilliseconds { get; init; }

    /// <summary>Bytes of memory that loading it took, as the process grew; null until it is loaded, or where it was lost in the noise.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Bytes fetched so far; equal to the size once verified.</summary>
    public long FetchedBytes { get; init; }

    /// <summary>How its own process is; null where it runs in the agent's, and until it is loaded.</summary>
    public WorkerReport? Worker { get; init; }
}
