using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Foretells output shapes from declared names of dimensions, so that outputs can be allocated before the run. Stateless.</summary>
internal static class OutputShapes
{
    /// <summary>
    /// The shape an output should have for these input shapes; null when the declaration does not say.
    /// A declaration may be wrong, so what it foretells is believed only after a run has confirmed it.
    /// </summary>
    public static long[]? Foretell(TensorSignature output, ReadOnlySpan<LaneInput> inputs)
    {
        // A declared shape without dimensions may also mean that the shape is unknown; an optional output cannot be written in place.
        if (output.IsMapSequence || output.IsOptional || output.ElementType == TensorElementType.String || output.Shape.IsEmpty)
            return null;

        var shape = output.Shape.ToArray();
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] >= 0)
                continue;
            if (SizeOf(output.Symbols[i], inputs) is not { } size)
                return null;
            shape[i] = size;
        }

        return shape;
    }

    private static long? SizeOf(string symbol, ReadOnlySpan<LaneInput> inputs)
    {
        long? size = null;
        foreach (var input in inputs)
        {
            for (var i = 0; i < input.Shape.Length; i++)
            {
                if (symbol.Length == 0 || input.Signature.Symbols[i] != symbol)
                    continue;
                if (size is not null && size != input.Shape[i])
                    return null;
                size = input.Shape[i];
            }
        }

        return size;
    }
}
