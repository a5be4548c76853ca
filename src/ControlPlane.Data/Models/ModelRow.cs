namespace ControlPlane.Data.Models;

/// <summary>A registered model for a screen. Immutable.</summary>
public sealed record ModelRow
{
    public required string Name { get; init; }

    /// <summary>Empty when nothing was said.</summary>
    public required string Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required long ConcurrencyVersion { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<ModelVersionRow> Versions { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<AliasRow> Aliases { get; init; }
}
