namespace ControlPlane.Contracts.Jobs;

/// <summary>What the control plane has for an agent that asked for work. Immutable.</summary>
public sealed record WorkAnswer
{
    /// <summary>Rows to run; null when there is nothing to do.</summary>
    public ChunkLease? Chunk { get; init; }

    /// <summary>Every set of stored predictions of the agent's pool: what is not named is no longer served.</summary>
    public IReadOnlyList<PredictionSetOffer> Predictions { get; init; } = [];
}
