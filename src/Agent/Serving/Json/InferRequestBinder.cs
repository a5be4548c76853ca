using System.Buffers;
using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Binary;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>Holds a request's inputs against a model's and reads their elements into a lane. Stateless.</summary>
internal static class InferRequestBinder
{
    /// <summary>Fills the lane.</summary>
    /// <returns>Null, or a refusal that names the input, what was expected and what came: <c>tensor_mismatch</c>.</returns>
    public static Refusal? Bind(InferRequest request, ModelSignature signature, InferenceLane lane)
    {
        if (request.RawOnly is { } tensor)
            return RawOnlyBinder.Bind(tensor.Span, signature, lane) is { } unfit ? Mismatch(unfit) : null;

        var body = request.Body.Span;
        if (!request.HasInputs)
            return Mismatch($"inputs is missing; {Expected(signature)}");

        const int givenOnStack = 64;
        var isGiven = signature.Inputs.Length <= givenOnStack ? stackalloc bool[givenOnStack] : new bool[signature.Inputs.Length];
        for (var i = 0; i < request.InputCount; i++)
        {
            var input = request.Input(i);
            if (input.Name is not { } range)
                return Mismatch($"inputs[{i}].name is missing; {Expected(signature)}");

            var name = range.TextIn(body);
            var index = IndexOf(signature.Inputs, name);
            if (index < 0)
                return Mismatch($"input '{RequestTexts.Show(name)}' is unknown; {Expected(signature)}");
            if (isGiven[index])
                return Mismatch($"input '{signature.Inputs[index].Name}' is given twice");

            isGiven[index] = true;
            if (Fill(input, body, signature.Inputs[index], lane, index) is { } problem)
                return Mismatch($"input '{signature.Inputs[index].Name}': {problem}");
        }

        for (var i = 0; i < signature.Inputs.Length; i++)
        {
            if (isGiven[i])
                continue;
            if (signature.Inputs[i].IsOptional)
                lane.Omit(i);
            else
                return Mismatch($"input '{signature.Inputs[i].Name}' is missing; {Expected(signature)}");
        }

        return null;
    }

    private static string? Fill(InputTensor input, ReadOnlySpan<byte> body, TensorSignature expected, InferenceLane lane, int index)
    {
        if (input.Datatype is not { } datatype)
            return $"datatype is missing, expected {expected.Datatype}";
        var type = Ascii.Equals(datatype.TextIn(body), expected.Datatype) ? expected.ElementType : ProtocolDatatypes.FractionOf(datatype.TextIn(body));
        if (type is not { } given || (given != expected.ElementType && !PrecisionBridge.CanCarry(given, expected.ElementType)))
            return $"datatype is {RequestTexts.Show(datatype.TextIn(body))}, expected {expected.Datatype}";
        if (!input.HasShape)
            return $"shape is missing, expected {TensorShapes.Describe(expected.Shape)}";
        if (!expected.Accepts(input.Shape))
            return $"shape is {TensorShapes.Describe(input.Shape)}, expected {TensorShapes.Describe(expected.Shape)} where -1 is any size";
        if (input.Raw is { } raw)
            return RawTensorReader.Read(raw.Span, given, input.Shape, lane, index);
        if (input.Elements is not { } elements)
            return "data is missing";

        var json = elements.RawIn(body);
        if (!TensorShapes.TryCount(input.Shape, out var count))
            count = long.MaxValue;
        // No text holds more elements than bytes, so no memory is taken for what a shape merely claims: the elements are only counted then.
        var place = count <= json.Length ? lane.Reshape(index, input.Shape, (int)count) : null;
        if (given != expected.ElementType)
            return Carry(json, given, input.Shape, count, place);
        return expected.ElementType == TensorElementType.String
            ? StringTensorScanner.Scan(json, input.Shape, count, place?.Strings)
            : TensorScanner.Scan(json, expected.ElementType, input.Shape, count, place is null ? [] : place.Bytes);
    }

    // What came is first rounded to what it says it is, as if it had come in binary, and only then to what the model takes.
    private static string? Carry(ReadOnlySpan<byte> json, TensorElementType given, ReadOnlySpan<long> shape, long count, LaneInput? place)
    {
        if (place is null)
            return TensorScanner.Scan(json, given, shape, count, []);

        var expected = place.Signature.ElementType;
        var length = (int)count * given.SizeInBytes();
        var scratch = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var elements = scratch.AsSpan(0, length);
            if (TensorScanner.Scan(json, given, shape, count, elements) is { } problem)
                return problem;
            return PrecisionBridge.Convert(elements, given, place.Bytes, expected) is >= 0 and var beyond
                ? $"element {beyond} is {PrecisionBridge.ReadDouble(elements, given, beyond):R}, which is beyond the range of {ProtocolDatatypes.NameOf(expected)} that the model takes"
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static int IndexOf(ReadOnlySpan<TensorSignature> inputs, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Utf8Name.Span.SequenceEqual(name))
                return i;
        }

        return -1;
    }

    private static string Expected(ModelSignature signature) =>
        $"the model takes {string.Join(", ", signature.Inputs.ToArray().Select(i => $"'{i.Name}' {i.Datatype} {TensorShapes.Describe(i.Shape)}{(i.IsOptional ? " or its default" : "")}"))}";

    private static Refusal Mismatch(string problem) => new(ServingCodes.TensorMismatch, problem);
}
