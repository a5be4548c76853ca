namespace ControlPlane.Contracts.Jobs;

/// <summary>Stored predictions of an endpoint, to be fetched by digest and swapped whole. Immutable.</summary>
public sealed record PredictionSetOffer
{
    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The version that made them.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits; also its address.</summary>
    public required string Digest { get; init; }

    /// <summary>Length of the file in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Keys in it.</summary>
    public required long Keys { get; init; }

    /// <summary>When the job that made them began: no answer is younger.</summary>
    public required DateTimeOffset ComputedAt { get; init; }
}
