using System.Globalization;
using System.Text.Json;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Turns a message into the request that all forms share. Stateless.</summary>
internal static class GrpcRequestReader
{
    /// <summary>Whether the elements come typed, not raw.</summary>
    public static bool HasTypedContents(ModelInferRequest message) => message.RawInputContents.Count == 0 && message.Inputs.Any(i => i.Contents is not null);

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="request">Where it goes; its ranges lie in the texts.</param>
    /// <param name="texts">Holds names and parameters as UTF-8; emptied first.</param>
    /// <returns>Null, or a refusal that names the input: <c>request_malformed</c>.</returns>
    public static Refusal? Read(ModelInferRequest message, InferRequest request, JsonBuffer texts)
    {
        texts.Clear();
        request.Begin(default);
        request.HasInputs = true;
        var problem = ReadParameters(message, request, texts) ?? ReadInputs(message, request, texts) ?? ReadOutputs(message, request, texts);
        // Only now, because the texts may have moved while they grew.
        request.Body = texts.Written;
        return problem is null ? null : new Refusal(ServingCodes.Malformed, problem);
    }

    private static string? ReadParameters(ModelInferRequest message, InferRequest request, JsonBuffer texts)
    {
        foreach (var (name, value) in message.Parameters)
        {
            if (name == "timeout")
            {
                if (MicrosecondsOf(value) is not { } microseconds)
                    return "parameter timeout must be a whole number of microseconds";
                if (microseconds > 0)
                    request.Limit(TimeSpan.FromMicroseconds(Math.Min(microseconds, (long)TimeSpan.FromDays(1).TotalMicroseconds)));
            }
            else if (TextOf(value) is { } text && !request.TryAddParameter(new RequestParameter(Add(texts, name), Add(texts, text), KindOf(value))))
            {
                return $"parameters must not be more than {InferRequest.MaximumCount}";
            }
        }

        return null;
    }

    private static string? ReadInputs(ModelInferRequest message, InferRequest request, JsonBuffer texts)
    {
        var isRaw = message.RawInputContents.Count > 0;
        if (isRaw && message.RawInputContents.Count != message.Inputs.Count)
            return $"raw_input_contents has {message.RawInputContents.Count} entries, expected one for each of the {message.Inputs.Count} inputs";

        foreach (var (index, tensor) in message.Inputs.Index())
        {
            if (request.AddInput() is not { } input)
                return $"inputs must not be more than {InferRequest.MaximumCount}";

            input.Name = Add(texts, tensor.Name);
            input.Datatype = Add(texts, tensor.Datatype);
            input.HasShape = true;
            if (ReadShape(tensor, input) is { } wrong)
                return $"input '{RequestTexts.Show(tensor.Name)}': {wrong}";
            if (isRaw && tensor.Contents is not null)
                return $"input '{RequestTexts.Show(tensor.Name)}' has contents, but the request has raw_input_contents; give one of them";

            if (isRaw)
            {
                input.Raw = message.RawInputContents[index].Memory;
                continue;
            }

            var raw = GrpcContents.ToRaw(tensor.Contents ?? new InferTensorContents(), tensor.Datatype, out var problem);
            if (problem is not null)
                return $"input '{RequestTexts.Show(tensor.Name)}': {problem}";
            input.Raw = raw;
        }

        return null;
    }

    private static string? ReadShape(ModelInferRequest.Types.InferInputTensor tensor, InputTensor input)
    {
        foreach (var size in tensor.Shape)
        {
            if (size < 0)
                return $"shape has the size {size}, expected are whole numbers of 0 or more";
            if (!input.TryAddDimension(size))
                return $"shape must not have more than {input.Shape.Length} dimensions";
        }

        return null;
    }

    private static string? ReadOutputs(ModelInferRequest message, InferRequest request, JsonBuffer texts)
    {
        foreach (var output in message.Outputs)
        {
            var asMaps = output.Parameters.TryGetValue("as_maps", out var value) && value.BoolParam;
            if (!request.TryAddOutput(new RequestedOutput(Add(texts, output.Name), AsMaps: asMaps)))
                return $"outputs must not be more than {InferRequest.MaximumCount}";
        }

        return null;
    }

    private static TextRange Add(JsonBuffer texts, string text) => new(texts.Length, texts.Utf8(text));

    private static long? MicrosecondsOf(InferParameter value) => value.ParameterChoiceCase switch
    {
        InferParameter.ParameterChoiceOneofCase.Int64Param when value.Int64Param >= 0 => value.Int64Param,
        InferParameter.ParameterChoiceOneofCase.Uint64Param => (long)Math.Min(value.Uint64Param, long.MaxValue),
        _ => null,
    };

    private static string? TextOf(InferParameter value) => value.ParameterChoiceCase switch
    {
        InferParameter.ParameterChoiceOneofCase.BoolParam => value.BoolParam ? "true" : "false",
        InferParameter.ParameterChoiceOneofCase.Int64Param => value.Int64Param.ToString(CultureInfo.InvariantCulture),
        InferParameter.ParameterChoiceOneofCase.Uint64Param => value.Uint64Param.ToString(CultureInfo.InvariantCulture),
        InferParameter.ParameterChoiceOneofCase.DoubleParam => value.DoubleParam.ToString("R", CultureInfo.InvariantCulture),
        InferParameter.ParameterChoiceOneofCase.StringParam => value.StringParam,
        _ => null,
    };

    private static JsonTokenType KindOf(InferParameter value) => value.ParameterChoiceCase switch
    {
        InferParameter.ParameterChoiceOneofCase.BoolParam => value.BoolParam ? JsonTokenType.True : JsonTokenType.False,
        InferParameter.ParameterChoiceOneofCase.StringParam => JsonTokenType.String,
        _ => JsonTokenType.Number,
    };
}
