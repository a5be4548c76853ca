namespace ControlPlane.Domain.Models;

/// <summary>What a version takes and gives. Immutable.</summary>
/// <param name="Inputs">In the order of the file; at least one.</param>
/// <param name="Outputs">In the order of the file; at least one.</param>
public sealed record ModelSignature(IReadOnlyList<TensorSignature> Inputs, IReadOnlyList<TensorSignature> Outputs);
