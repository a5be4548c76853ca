using ControlPlane.Contracts.Routing;
using ControlPlane.Domain.Models;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A registered version. Immutable.</summary>
internal sealed record VersionResource
{
    public required string Model { get; init; }

    public required int Number { get; init; }

    public required string Digest { get; init; }

    public required long SizeBytes { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Where it comes from, as whoever registered it said.</summary>
    public required VersionOrigin Origin { get; init; }

    /// <summary>Inputs and outputs as the file declares them.</summary>
    public required ModelSignature Signature { get; init; }

    public required string Producer { get; init; }

    /// <summary>How predictions are read from its outputs.</summary>
    public required OutputReading Reading { get; init; }

    /// <summary>What it must answer before agents let it serve; null when nothing was said.</summary>
    public required GoldenReference? Golden { get; init; }

    /// <summary>Name of the key that signed its file; null when no signature was checked.</summary>
    public required string? SignedBy { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    public static VersionResource Of(ModelVersion version) => new()
    {
        Model = version.Model,
        Number = version.Number,
        Digest = version.Digest,
        SizeBytes = version.SizeBytes,
        Description = version.Description,
        Tags = version.Tags,
        Origin = version.Origin,
        Signature = version.Signature,
        Producer = version.Producer,
        Reading = version.Reading,
        Golden = version.Golden,
        SignedBy = version.SignedBy,
        RegisteredAt = version.RegisteredAt,
    };
}
