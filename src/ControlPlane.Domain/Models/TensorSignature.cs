namespace ControlPlane.Domain.Models;

/// <summary>One input or output of a model version, as its file declares it. Immutable.</summary>
public sealed record TensorSignature
{
    /// <summary>Size of a dimension that each request chooses.</summary>
    public const long FreeDimension = -1;

    /// <summary>Unique among the inputs, or among the outputs.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Element type as the Open Inference Protocol names it, such as <c>FP32</c>, <c>INT64</c>, <c>BYTES</c>.
    /// For <see cref="ValueForm.SequenceOfMaps"/> the type of the mapped numbers.
    /// </summary>
    public required string Datatype { get; init; }

    /// <summary>How elements are held.</summary>
    public ValueForm Form { get; init; } = ValueForm.Tensor;

    /// <summary>
    /// Sizes by dimension, <see cref="FreeDimension"/> where the request chooses; empty for a scalar.
    /// Null when the file declares no shape, so that any shape may come.
    /// </summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>Names of free dimensions by dimension, null where the size is fixed or has no name; as long as <see cref="Shape"/>.</summary>
    public IReadOnlyList<string?> SymbolicDimensions { get; init; } = [];
}
