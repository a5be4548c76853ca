using System.Runtime.InteropServices;
using System.Text;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.TestKit.Onnx;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Tests.Serving.Fuzz;

/// <summary>Models of every kind of tensor, and right requests for them in every form.</summary>
internal static class FuzzSeeds
{
    private const string Numbers = """{"name":"x","shape":[2,4],"datatype":"FP32","data":[[1,2.5,-3e2,4],[5,6,7,8]],"parameters":{"content_type":"np"}}""";

    /// <summary>By endpoint, the file it serves.</summary>
    public static IReadOnlyDictionary<string, byte[]> Models { get; } = new Dictionary<string, byte[]>
    {
        ["pets"] = OnnxModels.AddConstant(1),
        ["texts"] = OnnxModels.Identity(OnnxType.String, "N"),
        ["pair"] = OnnxModels.Add(OnnxType.Int64, "N"),
        ["maps"] = OnnxModels.ZipMap("cat", "dog"),
        ["truths"] = OnnxModels.Identity(OnnxType.Bool, "N", "M"),
        ["hints"] = OnnxModels.OptionalEcho(OnnxType.Float),
    };

    /// <summary>The requests.</summary>
    public static IReadOnlyList<FuzzRequest> Requests { get; } =
    [
        Json("pets", $$$"""{"id":"a\u0041","inputs":[{{{Numbers}}}],"outputs":[{"name":"y"}],"parameters":{"timeout":1000000,"user":"anna"}}"""),
        Json("texts", """{"inputs":[{"name":"x","shape":[3],"datatype":"BYTES","data":["a","\"é\n","😀"]}]}"""),
        Json("pair", """{"inputs":[{"name":"a","shape":[2],"datatype":"INT64","data":[1,-2]},{"name":"b","shape":[2],"datatype":"INT64","data":[9223372036854775807,0]}]}"""),
        Json("maps", """{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[0.25,0.75]}],"outputs":[{"name":"y","parameters":{"as_maps":true}}]}"""),
        Json("truths", """{"inputs":[{"name":"x","shape":[1,2],"datatype":"BOOL","data":[[true,false]]}]}"""),
        Json("hints", """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]},{"name":"hint","shape":[2],"datatype":"FP32","data":[2,3]}]}"""),
        Json("hints", """{"inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1]}]}"""),
        Binary("pets", """{"parameters":{"binary_data_output":true},"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","parameters":{"binary_data_size":16}}]}""", Bytes<float>(1, 2, 3, 4)),
        Binary("texts", """{"inputs":[{"name":"x","shape":[2],"datatype":"BYTES","parameters":{"binary_data_size":11}}]}""", [1, 0, 0, 0, 65, 2, 0, 0, 0, 66, 67]),
        Binary("truths", """{"inputs":[{"name":"x","shape":[1,2],"datatype":"BOOL","parameters":{"binary_data_size":2}}]}""", [1, 0]),
        Binary("pets", "", Bytes<float>(1, 2, 3, 4)),
        Grpc("pets", ("x", "FP32", [1, 4], Bytes<float>(1, 2, 3, 4))),
        Grpc("texts", ("x", "BYTES", [1], [1, 0, 0, 0, 65])),
        Grpc("pair", ("a", "INT64", [1], Bytes(1L)), ("b", "INT64", [1], Bytes(2L))),
        Typed(),
    ];

    private static FuzzRequest Json(string endpoint, string json) => new(PathOf(endpoint), Encoding.UTF8.GetBytes(json));

    private static FuzzRequest Binary(string endpoint, string json, byte[] tensors)
    {
        var text = Encoding.UTF8.GetBytes(json);
        return new FuzzRequest(PathOf(endpoint), [.. text, .. tensors], text.Length);
    }

    private static FuzzRequest Grpc(string endpoint, params (string Name, string Datatype, long[] Shape, byte[] Raw)[] inputs)
    {
        var message = new ModelInferRequest { ModelName = endpoint, Id = "7", Parameters = { ["user"] = new InferParameter { StringParam = "anna" } } };
        foreach (var (name, datatype, shape, raw) in inputs)
        {
            message.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = name, Datatype = datatype, Shape = { shape } });
            message.RawInputContents.Add(ByteString.CopyFrom(raw));
        }

        return Framed(message);
    }

    private static FuzzRequest Typed()
    {
        var input = new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "BOOL", Shape = { 1, 2 }, Contents = new InferTensorContents { BoolContents = { true, false } } };
        return Framed(new ModelInferRequest { ModelName = "truths", Inputs = { input } });
    }

    private static FuzzRequest Framed(ModelInferRequest message) =>
        new($"/{GrpcCaller.Inference}/ModelInfer", GrpcCaller.Frame(message.ToByteArray()), IsGrpc: true);

    private static string PathOf(string endpoint) => $"/v2/models/{endpoint}/infer";

    private static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
