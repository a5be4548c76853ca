namespace ControlPlane.Domain.Declarations;

/// <summary>What a file says about one thing, once it was applied. Immutable.</summary>
public sealed record DeclarationDraft
{
    /// <summary>What kind of thing, such as <c>InferenceEndpoint</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Labels of the document, by which things are found that no file holds any more.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What was declared, as a JSON object.</summary>
    public required string Content { get; init; }

    /// <summary>Where it stands, for people; empty when unknown.</summary>
    public string Source { get; init; } = "";
}
