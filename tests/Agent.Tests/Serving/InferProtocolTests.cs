using System.Net;
using System.Text.Json;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class InferProtocolTests
{
    [Fact]
    public async Task Infer_OneRow_AnswersAsTheProtocolSays()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1.5f));

        var answer = await server.InferAsync(InferRequests.Of([1, 2, 3, 4]));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            """{"model_name":"pets","model_version":"1","outputs":[{"name":"y","datatype":"FP32","shape":[1,4],"data":[2.5,3.5,4.5,5.5]}]}""",
            answer.Text);
    }

    [Fact]
    public async Task Infer_SeveralShapesInTurn_AnswersEachWithItsOwnRows()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        for (var round = 0; round < 3; round++)
        {
            foreach (var rows in Enumerable.Range(1, 12))
            {
                var values = Enumerable.Range(0, rows * 4).Select(v => (float)v + round).ToArray();

                var answer = await server.InferAsync(InferRequests.Of(values, rows));

                Assert.Equal(values.Select(v => (v + 1).ToString()), answer.Data());
                Assert.Equal($"[{rows},4]", answer.Output().GetProperty("shape").GetRawText());
            }
        }
    }

    [Theory]
    [InlineData("\"abc\"", "\"abc\"")]
    [InlineData("\"ü\\\"\\u0041\"", "\"ü\\\"\\u0041\"")]
    [InlineData("42", "\"42\"")]
    public async Task Infer_RequestWithId_RepeatsIt(string id, string repeated)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var input = "{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}";

        var answer = await server.InferAsync(InferRequests.With(input, $",\"id\":{id}"));

        Assert.Equal(repeated, answer.Json.GetProperty("id").GetRawText());
    }

    [Fact]
    public async Task Infer_KeysInAnyOrderWithUnknownOnes_IsUnderstood()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.InferAsync(
            """
            { "unknown": {"a": [1, {"b": 2}]}, "outputs": [{"parameters": {"x": 1}, "name": "y"}],
              "inputs": [ { "data" : [ [1, 2,  3, 4] ] , "more": [[]], "datatype":"FP32", "parameters": {"content_type": "np"}, "shape": [ 1 , 4 ], "n\u0061me": "x" } ],
              "parameters": {"any": "thing", "n": null, "deep": {"a": 1}}, "id": "7" }
            """);

        Assert.Equal(["2", "3", "4", "5"], answer.Data());
        Assert.Equal("7", answer.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Infer_SeveralInputsInAnyOrder_BindsThemByName()
    {
        await using var server = await ServingHarness.StartAsync(TwoOutputs());

        var answer = await server.InferAsync(InferRequests.With(
            """{"name":"b","shape":[2],"datatype":"FP32","data":[10,20]},{"name":"a","shape":[2],"datatype":"FP32","data":[1,2]}"""));

        Assert.Equal(["11", "22"], answer.Data(0));
        Assert.Equal(["-9", "-18"], answer.Data(1));
    }

    [Fact]
    public async Task Infer_OutputsAskedFor_GivesThoseInTheirOrder()
    {
        await using var server = await ServingHarness.StartAsync(TwoOutputs());
        var inputs = """{"name":"b","shape":[1],"datatype":"FP32","data":[10]},{"name":"a","shape":[1],"datatype":"FP32","data":[1]}""";

        var one = await server.InferAsync(InferRequests.With(inputs, ",\"outputs\":[{\"name\":\"difference\"}]"));
        var both = await server.InferAsync(InferRequests.With(inputs, ",\"outputs\":[{\"name\":\"difference\"},{\"name\":\"sum\"}]"));

        Assert.Equal(["difference"], NamesOf(one.Json));
        Assert.Equal(["difference", "sum"], NamesOf(both.Json));
    }

    [Fact]
    public async Task Infer_BodyInChunks_IsRead()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/pets/infer") { Content = new StringContent(InferRequests.Of([1, 2, 3, 4])) };
        request.Headers.TransferEncodingChunked = true;

        var answer = await server.SendAsync(request);

        Assert.Equal(["2", "3", "4", "5"], answer.Data());
    }

    [Fact]
    public async Task Infer_BodyOfManyPackets_IsRead()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));
        var values = Enumerable.Range(0, 400_000).Select(v => v * 0.5f).ToArray();

        var answer = await server.InferAsync(InferRequests.Of(values, rows: 100_000));

        Assert.Equal(values.Select(v => (v + 1).ToString()), answer.Data());
    }

    [Theory]
    [InlineData("/v2", "\"controlplane-agent\"")]
    [InlineData("/v2/", "\"controlplane-agent\"")]
    public async Task Get_Server_TellsItsName(string path, string name)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        var answer = await server.GetAsync(path);

        Assert.Equal(name, answer.Json.GetProperty("name").GetRawText());
        Assert.Equal("""["binary_tensor_data","model_repository","statistics"]""", answer.Json.GetProperty("extensions").GetRawText());
    }

    [Fact]
    public async Task Get_Model_DescribesItsTensors()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]));

        var answer = await server.GetAsync("/v2/models/pets");

        Assert.Equal(
            """{"name":"pets","versions":["1"],"platform":"onnx_onnxv1","inputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}],"""
            + "\"outputs\":" + """[{"name":"label","datatype":"INT64","shape":[-1]},{"name":"probabilities","datatype":"FP32","shape":[-1,2]}]}""",
            answer.Text);
        Assert.Equal(answer.Text, (await server.GetAsync("/v2/models/pets/versions/1")).Text);
    }

    [Fact]
    public async Task Get_Health_IsLiveAndReadyUntilTheAgentIsAboutToStop()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v2/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v2/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/v2/models/pets/ready")).Status);

        server.Readiness.TurnOff();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.GetAsync("/v2/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(InferRequests.Of([1, 2, 3, 4]))).Status);
    }

    [Fact]
    public async Task Get_ReadyBeforeAnyTable_SaysNotYet()
    {
        await using var server = await ServingHarness.StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.GetAsync("/v2/health/ready")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.InferAsync("{}")).Status);
    }

    private static byte[] TwoOutputs() => new OnnxModelBuilder("two-outputs")
        .Input("a", OnnxType.Float, "N").Input("b", OnnxType.Float, "N")
        .Output("sum", OnnxType.Float, "N").Output("difference", OnnxType.Float, "N")
        .Node("Add", ["a", "b"], ["sum"]).Node("Sub", ["a", "b"], ["difference"])
        .Build();

    private static string[] NamesOf(JsonElement answer) => [.. answer.GetProperty("outputs").EnumerateArray().Select(o => o.GetProperty("name").GetString()!)];
}
