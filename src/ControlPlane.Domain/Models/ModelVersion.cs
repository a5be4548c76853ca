using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Models;

/// <summary>One immutable artifact of a registered model: what was uploaded, and what its file says. Nothing but its golden set changes after registration.</summary>
public sealed class ModelVersion
{
    private ModelVersion()
    {
    }

    /// <summary>Name of the registered model.</summary>
    public string Model { get; private init; } = null!;

    /// <summary>Counts up from 1 within the model, never reused.</summary>
    public int Number { get; private init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits; also its address.</summary>
    public string Digest { get; private init; } = null!;

    /// <summary>Length of the file in bytes.</summary>
    public long SizeBytes { get; private init; }

    /// <summary>What a person said about it; empty when nothing.</summary>
    public string Description { get; private init; } = null!;

    /// <summary>Free labels for people and scripts.</summary>
    public IReadOnlyList<string> Tags { get; private init; } = [];

    /// <summary>Where it comes from, as whoever registered it said.</summary>
    public VersionOrigin Origin { get; private init; } = VersionOrigin.Unknown;

    /// <summary>What it takes and gives.</summary>
    public ModelSignature Signature { get; private init; } = null!;

    /// <summary>Tool that wrote the file; empty when unknown.</summary>
    public string Producer { get; private init; } = null!;

    /// <summary>Operators it is written in.</summary>
    public IReadOnlyList<OperatorSet> OperatorSets { get; private init; } = [];

    /// <summary>Free metadata of the file.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    /// <summary>How its predictions are read.</summary>
    public OutputReading Reading { get; private init; } = OutputReading.None;

    /// <summary>SHA-256 of its golden set; null when it has none.</summary>
    public string? GoldenDigest { get; private set; }

    /// <summary>Length of its golden set in bytes; null when it has none.</summary>
    public long? GoldenBytes { get; private set; }

    /// <summary>Its golden set; null when it has none.</summary>
    public GoldenReference? Golden => GoldenDigest is { } digest ? new GoldenReference(digest, GoldenBytes!.Value) : null;

    /// <summary>Name of the key that signed its file; null when no signature was checked.</summary>
    public string? SignedBy { get; private init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset RegisteredAt { get; private init; }

    internal void Expect(GoldenReference golden) => (GoldenDigest, GoldenBytes) = (golden.Digest, golden.SizeBytes);

    internal static ModelVersion Register(string model, int number, VersionDraft draft, DateTimeOffset now) => new()
    {
        Model = model,
        Number = number,
        Digest = draft.Digest,
        SizeBytes = draft.SizeBytes,
        Description = draft.Description,
        Tags = [.. draft.Tags],
        Origin = draft.Origin,
        Signature = draft.File.Signature,
        Producer = draft.File.Producer,
        OperatorSets = draft.File.OperatorSets,
        Metadata = draft.File.Metadata,
        Reading = draft.Reading,
        SignedBy = draft.SignedBy,
        RegisteredAt = now,
    };
}
