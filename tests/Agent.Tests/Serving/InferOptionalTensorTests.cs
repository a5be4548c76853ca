using System.Net;
using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.TestKit.Onnx;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class InferOptionalTensorTests
{
    private const string X = """{"name":"x","shape":[2],"datatype":"FP32","data":[1,2]}""";
    private const string Hint = """{"name":"hint","shape":[3],"datatype":"FP32","data":[7,8,9]}""";
    private static readonly string Data = Path.Combine(OperatorTests.Folder, "node");

    [Fact]
    public async Task Infer_OptionalTensorGivenOrNotInTurn_TellsItFromNone()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.OptionalEcho(OnnxType.Float));

        for (var round = 0; round < 3; round++)
        {
            var with = await server.InferAsync(InferRequests.With($"{X},{Hint}"));
            Assert.Equal(["true"], with.Data(1));
            Assert.Equal("""{"name":"echo","datatype":"FP32","shape":[3],"data":[7,8,9]}""", with.Output(2).GetRawText());

            var without = await server.InferAsync(InferRequests.With(X));
            Assert.Equal(["-1", "-2"], without.Data());
            Assert.Equal(["false"], without.Data(1));
            Assert.Equal("""{"name":"echo","datatype":"FP32","shape":[0],"data":[],"parameters":{"absent":true}}""", without.Output(2).GetRawText());
        }
    }

    [Fact]
    public async Task Infer_EmptyTensor_IsNotTakenForNone()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.OptionalEcho(OnnxType.Float));

        var answer = await server.InferAsync(InferRequests.With($$"""{{X}},{"name":"hint","shape":[0],"datatype":"FP32","data":[]}"""));

        Assert.Equal(["true"], answer.Data(1));
        Assert.Equal("""{"name":"echo","datatype":"FP32","shape":[0],"data":[]}""", answer.Output(2).GetRawText());
    }

    [Fact]
    public async Task Infer_OptionalStrings_AreAbsentToo()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.OptionalEcho(OnnxType.String));

        var with = await server.InferAsync(InferRequests.With($$"""{{X}},{"name":"hint","shape":[2],"datatype":"BYTES","data":["a","b"]}"""));
        var without = await server.InferAsync(InferRequests.With(X));

        Assert.Equal(["\"a\"", "\"b\""], with.Data(2));
        Assert.Equal("""{"name":"echo","datatype":"BYTES","shape":[0],"data":[],"parameters":{"absent":true}}""", without.Output(2).GetRawText());
    }

    [Fact]
    public async Task Infer_NoneInBinary_HasNoBytesAndSaysSo()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.OptionalEcho(OnnxType.Float));

        var answer = await server.InferBinaryAsync(InferRequests.With(X, ",\"parameters\":{\"binary_data_output\":true}"), []);

        Assert.Null(answer.Error);
        Assert.Equal("""{"binary_data_size":0,"absent":true}""", answer.Json.GetProperty("outputs")[2].GetProperty("parameters").GetRawText());
        Assert.Empty(answer.Tensors[2]);
    }

    [Fact]
    public async Task ModelInfer_None_HasNoBytesAndSaysSo()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.OptionalEcho(OnnxType.Float));
        var message = new ModelInferRequest { ModelName = "pets" };
        message.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "FP32", Shape = { 2 } });
        message.RawInputContents.Add(ByteString.CopyFrom(MemoryMarshal.AsBytes<float>([1, 2])));

        var response = (await server.Grpc.CallAsync("ModelInfer", message)).As(ModelInferResponse.Parser);

        Assert.True(response.Outputs[2].Parameters["absent"].BoolParam);
        Assert.True(response.RawOutputContents[2].IsEmpty);
    }

    [Fact]
    public async Task Infer_WrongDatatypeForAnOptionalTensor_IsRefusedWithItsName()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.OptionalEcho(OnnxType.Float));

        var answer = await server.InferAsync(InferRequests.With($$"""{{X}},{"name":"hint","shape":[1],"datatype":"INT64","data":[1]}"""));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("input 'hint': datatype is INT64, expected FP32", answer.Error);
    }

    [Fact]
    public async Task Get_ModelWithOptionalTensors_SaysWhichAre()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.OptionalEcho(OnnxType.Float));

        var model = (await server.GetAsync("/v2/models/pets")).Json;

        Assert.Equal(
            """[{"name":"x","datatype":"FP32","shape":[-1]},{"name":"hint","datatype":"FP32","shape":[-1],"parameters":{"optional":true}}]""",
            model.GetProperty("inputs").GetRawText());
        Assert.Equal("""{"name":"echo","datatype":"FP32","shape":[-1],"parameters":{"optional":true}}""", model.GetProperty("outputs")[2].GetRawText());
    }

    [OperatorFact]
    public async Task Infer_OperatorTestsOfOptionals_ComeBackAsTheyMust()
    {
        await using var server = await ServingHarness.StartAsync();
        string[] names = ["test_optional_get_element", "test_optional_has_element", "test_optional_has_element_empty"];
        var served = new List<(string, LoadedModel)>();
        foreach (var name in names)
            served.Add((name, await server.LoadAsync(Path.Combine(Data, name, "model.onnx"), 1)));
        server.ServeEach(served);
        const string given = """{"inputs":[{"name":"optional_input","shape":[4],"datatype":"FP32","data":[1,2,3,4]}]}""";

        var element = await server.InferAsync(given, "/v2/models/test_optional_get_element/infer");
        var has = await server.InferAsync(given, "/v2/models/test_optional_has_element/infer");
        var none = await server.InferAsync("""{"inputs":[]}""", "/v2/models/test_optional_has_element_empty/infer");

        Assert.Equal(["1", "2", "3", "4"], element.Data());
        Assert.Equal(["true"], has.Data());
        Assert.Equal(["false"], none.Data());
    }

    [Fact]
    public async Task Infer_NoneWhereTheModelCannotDoWithout_SaysWhatTheRuntimeSays()
    {
        await using var server = await ServingHarness.StartAsync(Needs());

        var given = await server.InferAsync(InferRequests.With("""{"name":"x","shape":[2],"datatype":"FP32","data":[1,2]}"""));
        var none = await server.InferAsync("""{"inputs":[]}""");

        Assert.Equal(["1", "2"], given.Data());
        Assert.Equal(HttpStatusCode.InternalServerError, none.Status);
        Assert.Contains("contains no data", none.Error, StringComparison.Ordinal);
    }

    private static byte[] Needs() => new OnnxModelBuilder("needs").Opset(18)
        .OptionalInput("x", OnnxType.Float, "N").Output("y", OnnxType.Float, "N").Node("OptionalGetElement", ["x"], ["y"])
        .Build();
}
