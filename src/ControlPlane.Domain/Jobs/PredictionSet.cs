namespace ControlPlane.Domain.Jobs;

/// <summary>The stored predictions of an endpoint: the results of one job, in place of those before. Immutable but for its replacement.</summary>
public sealed class PredictionSet
{
    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Its environment.</summary>
    public required string Pool { get; init; }

    /// <summary>The job that made it.</summary>
    public required string JobId { get; init; }

    /// <summary>The version that answered.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the file; also its address.</summary>
    public required string Digest { get; init; }

    /// <summary>Length of the file.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Keys in it.</summary>
    public required long Keys { get; init; }

    /// <summary>When the job began: no answer is younger.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>When it took the place of the one before.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
}
