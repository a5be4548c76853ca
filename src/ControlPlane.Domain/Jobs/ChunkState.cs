namespace ControlPlane.Domain.Jobs;

/// <summary>Where a chunk is.</summary>
public enum ChunkState
{
    /// <summary>No agent has it.</summary>
    Waiting,

    /// <summary>An agent has it, until its lease ends.</summary>
    Leased,

    /// <summary>Its results are kept.</summary>
    Done,

    /// <summary>Agents tried it too often.</summary>
    Failed,
}
