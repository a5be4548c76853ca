using System.Collections.Concurrent;
using System.Text.Json;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.OnnxRuntime;
using ControlPlane.TestKit.Onnx;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Tests.Serving.Judges;

/// <summary>
/// The ONNX project's own operator tests, sent through the agent: whatever the runtime itself computes right must come back right,
/// over JSON, binary and gRPC. All models are served by one agent at once.
/// </summary>
[Trait("Category", "Slow")]
public sealed class OperatorJudgeTests
{
    // What ONNX Runtime of today computes right of the tests in Debian 12; fewer means that something was lost on the way here.
    private const int FewestJudged = 950;

    [OperatorFact]
    public async Task Infer_EveryOperatorTest_ComesBackAsTheRuntimeComputesIt()
    {
        await using var server = await ServingHarness.StartAsync();
        var judged = new ConcurrentBag<(OperatorCase Case, IReadOnlyList<TensorFile> Expected)>();
        Parallel.ForEach(OperatorCase.All(), given =>
        {
            if (RunAlone(given) is { } expected)
                judged.Add((given, expected));
        });
        var wrong = new ConcurrentBag<string>();
        var served = new List<(string, LoadedModel)>();
        foreach (var (given, _) in judged)
        {
            var loaded = await server.TryLoadAsync(given.ModelPath, 1);
            if (loaded.IsAccepted)
                served.Add((given.Name, loaded.Value));
            else
                wrong.Add($"{given.Name}: {loaded.Refusal.Sentence}");
        }

        server.ServeEach(served);
        await Parallel.ForEachAsync(judged.Where(j => served.Exists(s => s.Item1 == j.Case.Name)), async (judgement, _) =>
        {
            var (given, expected) = judgement;
            await JudgeAsync(wrong, $"{given.Name} over binary", expected, () => AskInBinaryAsync(server, given));
            await JudgeAsync(wrong, $"{given.Name} over gRPC", expected, () => AskOverGrpcAsync(server, given));
            await JudgeAsync(wrong, $"{given.Name} over JSON", expected, () => AskInJsonAsync(server, given, expected));
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {judged.Count}:\n{string.Join('\n', wrong.Order().Take(80))}");
        Assert.InRange(judged.Count, FewestJudged, int.MaxValue);
    }

    /// <summary>What the runtime computes without the agent; null when it does not load the model or computes something else than expected.</summary>
    private static List<TensorFile>? RunAlone(OperatorCase given)
    {
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            using var session = new InferenceSession(given.ModelPath, options);
            // A model without a tensor on either side is nothing that the protocol could carry.
            if (session.InputNames.Count != given.Inputs.Count || !session.InputMetadata.Values.Concat(session.OutputMetadata.Values).All(IsCarried))
                return null;

            var inputs = given.Inputs.Select(i => i.ToValue()).ToArray();
            using var outputs = session.Run(null, [.. session.InputNames], inputs, [.. session.OutputNames]);
            List<TensorFile> computed = [.. outputs.Select(o => TensorFile.Of(o)!)];
            foreach (var input in inputs)
                input.Dispose();
            return computed.Zip(given.Outputs).All(p => p.First.IsNear(p.Second)) && computed.Count == given.Outputs.Count ? computed : null;
        }
        catch (OrtException)
        {
            return null;
        }
    }

    private static bool IsCarried(NodeMetadata node) => node.IsTensor && ProtocolDatatypes.NameOf(node.ElementDataType) is not null;

    private static async Task JudgeAsync(ConcurrentBag<string> wrong, string what, IReadOnlyList<TensorFile> expected, Func<Task<IReadOnlyList<TensorFile>>> ask)
    {
        try
        {
            var answered = await ask();
            if (answered.Count != expected.Count || !answered.Zip(expected).All(p => IsSame(p.First, p.Second)))
                wrong.Add($"{what}: another answer");
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or InvalidOperationException or FormatException)
        {
            wrong.Add($"{what}: {e.Message}");
        }
    }

    private static bool IsSame(TensorFile answered, TensorFile expected) =>
        answered.Type == expected.Type && answered.Shape.SequenceEqual(expected.Shape) && answered.Raw.AsSpan().SequenceEqual(expected.Raw);

    private static async Task<IReadOnlyList<TensorFile>> AskInBinaryAsync(ServingHarness server, OperatorCase given)
    {
        var inputs = given.Inputs.Select((t, i) => $"{Opening(server, given, i, t)},\"parameters\":{{\"binary_data_size\":{t.Raw.Length}}}}}");
        var json = $"{{\"parameters\":{{\"binary_data_output\":true}},\"inputs\":[{string.Join(',', inputs)}]}}";

        var answer = await server.InferBinaryAsync(json, [.. given.Inputs.SelectMany(i => i.Raw)], $"/v2/models/{given.Name}/infer");

        return answer.Error is { } error
            ? throw new InvalidDataException(error)
            : [.. answer.Json.GetProperty("outputs").EnumerateArray().Zip(answer.Tensors, (o, raw) => new TensorFile(TypeOf(o), ShapeOf(o), raw))];
    }

    private static async Task<IReadOnlyList<TensorFile>> AskOverGrpcAsync(ServingHarness server, OperatorCase given)
    {
        var message = new ModelInferRequest { ModelName = given.Name };
        foreach (var (index, tensor) in given.Inputs.Index())
        {
            message.Inputs.Add(new ModelInferRequest.Types.InferInputTensor
            {
                Name = server.ModelOf(given.Name).Signature.Inputs[index].Name,
                Datatype = ProtocolDatatypes.NameOf(tensor.Type),
                Shape = { tensor.Shape },
            });
            message.RawInputContents.Add(ByteString.CopyFrom(tensor.Raw));
        }

        var answer = await server.Grpc.CallAsync("ModelInfer", message);
        if (answer.Status != 0)
            throw new InvalidDataException(answer.Sentence);

        var response = ModelInferResponse.Parser.ParseFrom(answer.Message);
        return [.. response.Outputs.Zip(response.RawOutputContents, (o, raw) => new TensorFile(ProtocolDatatypes.TypeOf(o.Datatype)!.Value, [.. o.Shape], raw.ToByteArray()))];
    }

    private static async Task<IReadOnlyList<TensorFile>> AskInJsonAsync(ServingHarness server, OperatorCase given, IReadOnlyList<TensorFile> expected)
    {
        // JSON has no word for what is no number: such a case is for the other two.
        if (!given.Inputs.Concat(expected).All(JsonTensors.CanBeSaid))
            return expected;

        var inputs = given.Inputs.Select((t, i) => $"{Opening(server, given, i, t)},\"data\":{JsonTensors.Write(t)}}}");

        var answer = await server.InferAsync($"{{\"inputs\":[{string.Join(',', inputs)}]}}", $"/v2/models/{given.Name}/infer");

        return answer.Error is { } error
            ? throw new InvalidDataException(error)
            : [.. answer.Json.GetProperty("outputs").EnumerateArray().Select(o => new TensorFile(TypeOf(o), ShapeOf(o), JsonTensors.Read(TypeOf(o), o.GetProperty("data"))))];
    }

    private static string Opening(ServingHarness server, OperatorCase given, int index, TensorFile tensor) =>
        $"{{\"name\":{JsonSerializer.Serialize(server.ModelOf(given.Name).Signature.Inputs[index].Name)},\"datatype\":\"{ProtocolDatatypes.NameOf(tensor.Type)}\",\"shape\":[{string.Join(',', tensor.Shape)}]";

    private static TensorElementType TypeOf(JsonElement output) => ProtocolDatatypes.TypeOf(output.GetProperty("datatype").GetString()!)!.Value;

    private static long[] ShapeOf(JsonElement output) => [.. output.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
}
