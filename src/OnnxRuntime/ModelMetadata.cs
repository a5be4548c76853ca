namespace ControlPlane.OnnxRuntime;

/// <summary>What a model file says of itself; a text it leaves out is empty.</summary>
public sealed record ModelMetadata
{
    public required string ProducerName { get; init; }

    public required string GraphName { get; init; }

    public required string GraphDescription { get; init; }

    public required string Domain { get; init; }

    public required string Description { get; init; }

    /// <summary><see cref="long.MaxValue"/> when the file gives none.</summary>
    public required long Version { get; init; }

    public required IReadOnlyDictionary<string, string> CustomMetadataMap { get; init; }
}
