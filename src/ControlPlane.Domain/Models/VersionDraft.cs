using ControlPlane.Contracts.Routing;

namespace ControlPlane.Domain.Models;

/// <summary>A stored and read file that is to become a version. Immutable.</summary>
public sealed record VersionDraft
{
    /// <summary>SHA-256 of the stored file, 64 lower-case hexadecimal digits.</summary>
    public required string Digest { get; init; }

    /// <summary>Length of the stored file in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>What the file says about itself.</summary>
    public required OnnxModelDescription File { get; init; }

    /// <summary>How predictions are read, inferred from the file.</summary>
    public required OutputReading Reading { get; init; }

    /// <summary>At most <see cref="RegisteredModel.MaximumDescription"/> characters; empty when nothing was said.</summary>
    public string Description { get; init; } = "";

    /// <summary>At most <see cref="RegisteredModel.MaximumTags"/>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Name of the key that signed the file; null when no signature was checked.</summary>
    public string? SignedBy { get; init; }

    /// <summary>Where it comes from.</summary>
    public VersionOrigin Origin { get; init; } = VersionOrigin.Unknown;
}
