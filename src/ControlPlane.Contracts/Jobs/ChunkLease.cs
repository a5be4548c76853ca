using System.Text.Json;

namespace ControlPlane.Contracts.Jobs;

/// <summary>Rows of a batch job, an agent's own until the lease ends. Immutable.</summary>
public sealed record ChunkLease
{
    /// <summary>Id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>Which part of its input, from 0.</summary>
    public required int Chunk { get; init; }

    /// <summary>The fence: a report or a renewal under another one is refused, so that no row is counted twice.</summary>
    public required string Lease { get; init; }

    /// <summary>Time until the lease ends unless it is renewed, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The version that answers.</summary>
    public required int Version { get; init; }

    /// <summary>Inference requests of the Open Inference Protocol, to be run in this order.</summary>
    public required IReadOnlyList<JsonElement> Requests { get; init; }
}
