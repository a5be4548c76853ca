using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>Puts a copy's inputs into a shadow's lane, by name, in the shadow's precision. Stateless.</summary>
internal static class MirrorBinder
{
    /// <summary>Fills the lane.</summary>
    /// <returns>Null, or a refusal: <c>tensor_mismatch</c>.</returns>
    public static Refusal? Bind(MirrorCopy copy, ModelSignature signature, InferenceLane lane)
    {
        var bound = 0;
        for (var i = 0; i < signature.Inputs.Length; i++)
        {
            var expected = signature.Inputs[i];
            if (Array.Find(copy.Inputs, c => c.Utf8Name.Span.SequenceEqual(expected.Utf8Name.Span)) is not { } input)
            {
                if (expected.IsOptional)
                {
                    lane.Omit(i);
                    continue;
                }

                return Mismatch($"input '{expected.Name}' is missing");
            }

            if (!expected.Accepts(input.Shape))
                return Mismatch($"input '{expected.Name}': shape is {TensorShapes.Describe(input.Shape)}, expected {TensorShapes.Describe(expected.Shape)}");
            if (input.Type != expected.ElementType && !PrecisionBridge.CanCarry(input.Type, expected.ElementType))
                return Mismatch($"input '{expected.Name}': datatype is {ProtocolDatatypes.NameOf(input.Type)}, expected {expected.Datatype}");

            bound++;
            TensorShapes.TryCount(input.Shape, out var count);
            if (!TryFill(copy, input, lane.Reshape(i, input.Shape, (int)count)))
                return Mismatch($"input '{Encoding.UTF8.GetString(input.Utf8Name.Span)}' holds a value beyond the range of {expected.Datatype}");
        }

        return bound == copy.Inputs.Length ? null : Mismatch($"the champion took {copy.Inputs.Length} inputs, the shadow takes {bound} of these");
    }

    private static bool TryFill(MirrorCopy copy, MirroredInput input, LaneInput place)
    {
        var bytes = copy.BytesOf(input);
        if (input.TextStarts is { } starts)
        {
            for (var i = 0; i < starts.Length; i++)
                place.Strings!.StringTensorSetElementAt(bytes[(int)starts[i]..(i + 1 < starts.Length ? (int)starts[i + 1] : bytes.Length)], i);
            return true;
        }

        if (input.Type != place.Signature.ElementType)
            return PrecisionBridge.Convert(bytes, input.Type, place.Bytes, place.Signature.ElementType) < 0;
        bytes.CopyTo(place.Bytes);
        return true;
    }

    private static Refusal Mismatch(string problem) => new(ServingCodes.TensorMismatch, problem);
}
