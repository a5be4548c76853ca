using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Binary;

/// <summary>Writes an output as bytes: little-endian, row-major, without padding. NaN and infinities pass. Stateless.</summary>
internal static class RawTensorWriter
{
    /// <summary>Bytes that <see cref="Append"/> writes.</summary>
    /// <param name="output">What a run gave.</param>
    /// <param name="shownAs">The signature whose precision is shown instead of its own; null for its own.</param>
    public static long SizeOf(LaneOutput output, TensorSignature? shownAs) =>
        output.Signature.ElementType == TensorElementType.String
            ? output.Value!.GetStringTensorDataLength() + ((long)output.ElementCount * RawStrings.LengthSize)
            : (long)output.ElementCount * (shownAs ?? output.Signature).ElementType.SizeInBytes();

    /// <summary>Whether what <see cref="Append"/> writes holds a NaN or an infinity.</summary>
    public static bool HoldsNoNumber(LaneOutput output, TensorSignature? shownAs)
    {
        var type = output.Signature.ElementType;
        if (shownAs is null)
            return !TensorElements.AreFinite(output.Bytes, type);

        for (var i = 0; i < output.ElementCount; i++)
        {
            if (!double.IsFinite(PrecisionBridge.Round(PrecisionBridge.ReadDouble(output.Bytes, type, i), shownAs.ElementType)))
                return true;
        }

        return false;
    }

    /// <summary>Writes the elements.</summary>
    public static void Append(JsonBuffer to, LaneOutput output, TensorSignature? shownAs)
    {
        if (output.Signature.ElementType == TensorElementType.String)
            RawStrings.Append(to, output);
        else if (shownAs is null)
            to.Raw(output.Bytes);
        else
            PrecisionBridge.ConvertOpen(output.Bytes, output.Signature.ElementType, to.Reserve((int)SizeOf(output, shownAs)), shownAs.ElementType);
    }

    /// <summary>Writes the rows of a sequence of maps as strings.</summary>
    public static void AppendMaps(JsonBuffer to, LaneOutput output, JsonBuffer scratch)
    {
        for (var row = 0; row < output.Shape[0]; row++)
        {
            scratch.Clear();
            ClassMaps.WriteRow(scratch, output, row);
            RawStrings.Append(to, scratch.Written.Span);
        }
    }
}
