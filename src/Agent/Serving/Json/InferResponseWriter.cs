using System.Text.Json;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Binary;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>
/// Writes a lane's outputs as the protocol's answer. Fractions have the fewest digits that read back as the same value.
/// JSON has no NaN and no infinity: such an element is written as <c>null</c>, and the answer carries the parameter <c>invalid_output: true</c>.
/// An optional output that the model left empty has shape [0] and the parameter <c>absent: true</c>.
/// Stateless.
/// </summary>
internal static class InferResponseWriter
{
    /// <summary>Writes the answer's JSON; true when an output in it holds a NaN or an infinity.</summary>
    /// <param name="to">Empty before.</param>
    /// <param name="opening">The object's beginning with model name and version.</param>
    /// <param name="request">For the id to repeat.</param>
    /// <param name="lane">What ran.</param>
    /// <param name="outputs">What goes into the answer, in this order.</param>
    /// <param name="shownAs">By output, the signature whose precision is shown instead of its own; null for its own.</param>
    /// <param name="scratch">Room for texts inside texts.</param>
    public static bool Write(
        JsonBuffer to,
        ReadOnlySpan<byte> opening,
        InferRequest request,
        InferenceLane lane,
        ReadOnlySpan<SelectedOutput> outputs,
        TensorSignature?[]? shownAs,
        JsonBuffer scratch)
    {
        to.Raw(opening);
        if (request.Id is { } id)
        {
            to.Raw(",\"id\":\""u8);
            to.Raw(id.RawIn(request.Body.Span));
            to.Mark('"');
        }

        to.Raw(",\"outputs\":["u8);
        var isInvalid = false;
        for (var i = 0; i < outputs.Length; i++)
        {
            if (i > 0)
                to.Mark(',');
            var output = lane.Outputs[outputs[i].Index];
            if (outputs[i].AsMaps)
                isInvalid |= WriteMaps(to, output, outputs[i].IsBinary, scratch);
            else
                isInvalid |= WriteOutput(to, output, outputs[i].IsBinary, shownAs?[outputs[i].Index]);
        }

        to.Raw(isInvalid ? "],\"parameters\":{\"invalid_output\":true}}"u8 : "]}"u8);
        return isInvalid;
    }

    private static bool WriteOutput(JsonBuffer to, LaneOutput output, bool isBinary, TensorSignature? shownAs)
    {
        to.Raw((shownAs ?? output.Signature).Opening.Span);
        to.Numbers(output.Shape);
        to.Mark(']');
        bool isInvalid;
        if (isBinary)
        {
            isInvalid = RawTensorWriter.HoldsNoNumber(output, shownAs);
        }
        else
        {
            to.Raw(",\"data\":["u8);
            isInvalid = ElementWriter.Write(to, output, shownAs);
            to.Mark(']');
        }

        WriteParameters(to, isBinary ? RawTensorWriter.SizeOf(output, shownAs) : null, output);
        to.Mark('}');
        return isInvalid;
    }

    private static bool WriteMaps(JsonBuffer to, LaneOutput output, bool isBinary, JsonBuffer scratch)
    {
        to.Raw("{\"name\":"u8);
        to.Text(output.Signature.Utf8Name.Span);
        to.Raw(",\"datatype\":\"BYTES\",\"shape\":["u8);
        to.Number(output.Shape[0]);
        to.Mark(']');
        to.Raw(isBinary ? default : ",\"data\":["u8);
        var (isInvalid, size) = (false, 0L);
        for (var row = 0; row < output.Shape[0]; row++)
        {
            scratch.Clear();
            isInvalid |= ClassMaps.WriteRow(scratch, output, row);
            size += scratch.Length + RawStrings.LengthSize;
            if (isBinary)
                continue;
            if (row > 0)
                to.Mark(',');
            to.Text(scratch.Written.Span);
        }

        to.Raw(isBinary ? default : "]"u8);
        WriteParameters(to, isBinary ? size : null, tensor: null);
        to.Mark('}');
        return isInvalid;
    }

    private static void WriteParameters(JsonBuffer to, long? binarySize, LaneOutput? tensor)
    {
        if (binarySize is null && tensor is not { ClassNames: not null } and not { IsAbsent: true })
            return;

        to.Raw(",\"parameters\":{"u8);
        if (binarySize is { } size)
        {
            to.Raw("\"binary_data_size\":"u8);
            to.Number(size);
        }

        if (tensor?.ClassNames is { } names)
        {
            // Parameters of the protocol are texts, numbers or truth values, so the names are an array inside a text.
            to.Raw(binarySize is null ? "\"class_names\":"u8 : ",\"class_names\":"u8);
            to.Text(JsonSerializer.SerializeToUtf8Bytes(names, ServingJsonContext.Default.IReadOnlyListString));
        }

        if (tensor is { IsAbsent: true })
            to.Raw(binarySize is null ? "\"absent\":true"u8 : ",\"absent\":true"u8);
        to.Mark('}');
    }
}
