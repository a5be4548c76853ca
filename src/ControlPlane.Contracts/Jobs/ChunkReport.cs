namespace ControlPlane.Contracts.Jobs;

/// <summary>What an agent made of a chunk. Immutable.</summary>
public sealed record ChunkReport
{
    /// <summary>Most bytes of a report as JSON.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>Id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>Which part of its input, from 0.</summary>
    public required int Chunk { get; init; }

    /// <summary>The lease it was run under.</summary>
    public required string Lease { get; init; }

    /// <summary>Why the agent gave up; null when every request has its answer.</summary>
    public string? Problem { get; init; }

    /// <summary>One for each request, in their order; fewer when the agent gave up.</summary>
    public required IReadOnlyList<ChunkAnswer> Answers { get; init; }
}
