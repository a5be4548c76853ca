using ControlPlane.AgentHost.Inference;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Binary;

/// <summary>Reads a body that is one tensor and nothing else; its shape follows from the model's and from the length. Stateless.</summary>
internal static class RawOnlyBinder
{
    /// <summary>Fills the lane; returns null, or what is wrong.</summary>
    public static string? Bind(ReadOnlySpan<byte> raw, ModelSignature signature, InferenceLane lane)
    {
        if (signature.RequiredInputCount != 1 && signature.Inputs.Length != 1)
            return $"a body of one tensor only needs a model with one input, this one has {signature.RequiredInputCount}; send JSON before the binary data";

        for (var i = 1; i < signature.Inputs.Length; i++)
            lane.Omit(i);
        var input = signature.Inputs[0];
        return input.ElementType == TensorElementType.String
            ? BindText(raw, input, lane)
            : BindNumbers(raw, input, lane);
    }

    private static string? BindText(ReadOnlySpan<byte> raw, TensorSignature input, InferenceLane lane)
    {
        if (!input.Accepts([1]))
            return $"input '{input.Name}': a body of one string only needs shape [1], the model takes {TensorShapes.Describe(input.Shape)}";

        lane.Reshape(0, [1], 1).Strings!.StringTensorSetElementAt(raw, 0);
        return null;
    }

    private static string? BindNumbers(ReadOnlySpan<byte> raw, TensorSignature input, InferenceLane lane)
    {
        Span<long> shape = stackalloc long[input.Shape.Length];
        input.Shape.CopyTo(shape);
        // Where more than the number of rows is free, it is one row.
        if (shape.Count(-1) > 1 && shape[0] < 0)
            shape[0] = 1;
        if (shape.Count(-1) > 1)
            return $"input '{input.Name}': a body of one tensor only leaves one dimension open, shape {TensorShapes.Describe(input.Shape)} leaves more; send JSON before the binary data";

        var open = shape.IndexOf(-1);
        if (open >= 0)
        {
            shape[open] = 1;
            if (TensorShapes.TryCount(shape, out var rest) && rest > 0)
                shape[open] = raw.Length / input.ElementType.SizeInBytes() / rest;
        }

        return RawTensorReader.Read(raw, input.ElementType, shape, lane, 0) is { } problem ? $"input '{input.Name}': {problem}" : null;
    }
}
