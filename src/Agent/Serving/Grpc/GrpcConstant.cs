using System.Text.Json;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.OnnxRuntime;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Carries a constant answer, which is given as the protocol's JSON, into a message. Stateless.</summary>
internal static class GrpcConstant
{
    /// <summary>Reads it; refusal <c>internal</c> when it is no answer of the protocol.</summary>
    public static Outcome<ModelInferResponse> Read(byte[] constant)
    {
        try
        {
            using var json = JsonDocument.Parse(constant);
            var root = json.RootElement;
            var response = new ModelInferResponse { ModelName = TextOf(root, "model_name"), ModelVersion = TextOf(root, "model_version") };
            foreach (var output in root.GetProperty("outputs").EnumerateArray())
            {
                response.Outputs.Add(Read(output, out var raw));
                response.RawOutputContents.Add(raw);
            }

            return response;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new Refusal(ServingCodes.Internal, $"the endpoint's constant answer cannot be carried over gRPC: {e.Message}");
        }
    }

    private static ModelInferResponse.Types.InferOutputTensor Read(JsonElement output, out ByteString raw)
    {
        var tensor = new ModelInferResponse.Types.InferOutputTensor { Name = TextOf(output, "name"), Datatype = TextOf(output, "datatype") };
        long[] shape = [.. output.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
        tensor.Shape.AddRange(shape);
        if (ProtocolDatatypes.TypeOf(tensor.Datatype) is not { } type || !TensorShapes.TryCount(shape, out var count))
            throw new FormatException($"output '{tensor.Name}' has no known datatype or no possible shape");

        var data = JsonSerializer.SerializeToUtf8Bytes(output.GetProperty("data"), ServingJsonContext.Default.JsonElement);
        if (type == TensorElementType.String)
        {
            var contents = new InferTensorContents();
            contents.BytesContents.AddRange(output.GetProperty("data").EnumerateArray().Select(t => ByteString.CopyFromUtf8(t.GetString()!)));
            raw = ByteString.CopyFrom(GrpcContents.ToRaw(contents, tensor.Datatype, out _)!);
            return tensor;
        }

        // No text holds more elements than bytes.
        var elements = new byte[Math.Min(count, data.Length) * type.SizeInBytes()];
        if (TensorScanner.Scan(data, type, shape, count, elements) is { } problem)
            throw new FormatException($"output '{tensor.Name}': {problem}");
        raw = ByteString.CopyFrom(elements);
        return tensor;
    }

    private static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText() : "";
}
