using System.Text.Json;

namespace ControlPlane.Contracts.Golden;

/// <summary>One call and its answer. Immutable.</summary>
public sealed record GoldenCase
{
    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Tensors as in the <c>inputs</c> of an inference request.</summary>
    public required JsonElement Inputs { get; init; }

    /// <summary>What must come; outputs that are not named may be anything.</summary>
    public required IReadOnlyList<GoldenOutput> Outputs { get; init; }
}
