using ControlPlane.Domain.Models;

namespace ControlPlane.Web.Features.Models;

/// <summary>Inputs and outputs in short words. Pure.</summary>
public static class SignatureText
{
    private const string AnyShape = "any shape";

    /// <summary>All of a list: <c>image FP32[batch, 3, 32, 32]</c>.</summary>
    public static string Of(IReadOnlyList<TensorSignature> tensors) => string.Join(", ", tensors.Select(t => $"{t.Name} {TypeOf(t)}{ShapeOf(t)}"));

    /// <summary>Element type, and the form where it is no tensor.</summary>
    public static string TypeOf(TensorSignature tensor) => tensor.Form switch
    {
        ValueForm.Tensor => tensor.Datatype,
        ValueForm.SequenceOfMaps => $"maps of {tensor.Datatype}",
        ValueForm.OptionalTensor => $"optional {tensor.Datatype}",
        _ => throw new InvalidOperationException($"{tensor.Form} has no word."),
    };

    /// <summary>Dimensions; free ones by name, or <c>?</c>.</summary>
    public static string ShapeOf(TensorSignature tensor) => tensor.Shape is { } shape
        ? $"[{string.Join(", ", shape.Select((size, index) => DimensionOf(tensor, size, index)))}]"
        : $" of {AnyShape}";

    private static string DimensionOf(TensorSignature tensor, long size, int index) => size == TensorSignature.FreeDimension
        ? tensor.SymbolicDimensions.ElementAtOrDefault(index) ?? "?"
        : $"{size}";
}
