using System.Text.Json.Serialization;

namespace ControlPlane.Domain.Models.Signing;

/// <summary>
/// What is read of an in-toto statement about a model, as the OpenSSF's model signing writes it: a digest of every file, and one over all of these.
/// Immutable.
/// </summary>
internal sealed record SignedStatement
{
    [JsonPropertyName("_type")]
    public required string Type { get; init; }

    public required string PredicateType { get; init; }

    public required IReadOnlyList<SubjectEntry> Subject { get; init; }

    public required ModelPredicate Predicate { get; init; }

    /// <summary>The model as a whole. Immutable.</summary>
    internal sealed record SubjectEntry
    {
        public required IReadOnlyDictionary<string, string> Digest { get; init; }
    }

    /// <summary>How it was taken apart, and into what. Immutable.</summary>
    internal sealed record ModelPredicate
    {
        public required SerializationEntry Serialization { get; init; }

        public required IReadOnlyList<ResourceEntry> Resources { get; init; }
    }

    /// <summary>How the digests of files were made. Immutable.</summary>
    internal sealed record SerializationEntry
    {
        public required string Method { get; init; }
    }

    /// <summary>One file. Immutable.</summary>
    internal sealed record ResourceEntry
    {
        public required string Name { get; init; }

        public required string Algorithm { get; init; }

        public required string Digest { get; init; }
    }
}
