using System.Net;
using ControlPlane.TestKit.Onnx;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class InferPrecisionTests
{
    [Theory]
    [InlineData("FP32", OnnxType.Float16, "[0.1,2049]", "0.1,2048")]
    [InlineData("FP64", OnnxType.Float, "[0.1,16777217]", "0.1,16777216")]
    [InlineData("FP16", OnnxType.Float, "[0.1,2049]", "0.099975586,2048")]
    [InlineData("FP32", OnnxType.Double, "[0.1,1]", "0.10000000149011612,1")]
    [InlineData("FP32", OnnxType.BFloat16, "[1.00390625,1]", "1,1")]
    public async Task Infer_InputOfAnotherPrecision_IsRoundedToTheModels(string datatype, OnnxType type, string data, string expected)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(type, "N"));

        var answer = await server.InferAsync(InferRequests.Of(datatype, "[2]", data));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(expected, string.Join(',', answer.Data()));
    }

    [Fact]
    public async Task Infer_BeyondTheRangeOfTheModelsPrecision_IsRefusedInWords()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(OnnxType.Float16, "N"));

        var answer = await server.InferAsync(InferRequests.Of("FP32", "[2]", "[1,65520]"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("input 'x': element 1 is 65520, which is beyond the range of FP16 that the model takes", answer.Error);
    }

    [Theory]
    [InlineData("FP32", OnnxType.Int64, "datatype is FP32, expected INT64")]
    [InlineData("INT64", OnnxType.Float, "datatype is INT64, expected FP32")]
    [InlineData("BYTES", OnnxType.Float, "datatype is BYTES, expected FP32")]
    public async Task Infer_OtherDatatypes_StayAMismatch(string datatype, OnnxType type, string problem)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(type, "N"));

        var answer = await server.InferAsync(InferRequests.Of(datatype, "[1]", "[1]"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal($"input 'x': {problem}", answer.Error);
    }

    [Theory]
    [InlineData("[2]", "[1,2,3]")]
    [InlineData("[9223372036854775807]", "[1]")]
    public async Task Infer_OtherPrecisionAndWrongCount_IsRefused(string shape, string data)
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.Identity(OnnxType.Float16, "N"));

        Assert.Equal(HttpStatusCode.BadRequest, (await server.InferAsync(InferRequests.Of("FP32", shape, data))).Status);
    }

    [Fact]
    public async Task Infer_CompressedVersionBehindTheSameCallers_LooksLikeTheChampion()
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(
            AnEndpoint("pets", 1, 0, 10_000),
            await server.LoadAsync(OnnxModels.Identity(OnnxType.Float, "N"), 1),
            await server.LoadAsync(OnnxModels.Identity(OnnxType.Float16, "N"), 2));

        var answer = await server.InferAsync(InferRequests.Of("FP32", "[2]", "[0.1,2]"));
        var named = await server.InferAsync(InferRequests.Of("FP32", "[2]", "[0.1,2]"), "/v2/models/pets/versions/2/infer");

        Assert.Equal(("v2", "FP32", "0.099975586,2"), (answer.Headers["x-variant"], DatatypeOf(answer), string.Join(',', answer.Data())));
        Assert.Equal(("FP16", "0.1,2"), (DatatypeOf(named), string.Join(',', named.Data())));
    }

    [Fact]
    public async Task Infer_AnswerBeyondTheChampionsRange_IsMarkedInvalidAndCountedSo()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            AnEndpoint("pets", 1, 0, 10_000),
            await server.LoadAsync(OnnxModels.Identity(OnnxType.Float16, "N"), 1),
            await server.LoadAsync(OnnxModels.Identity(OnnxType.Float, "N"), 2));

        var answer = await server.InferAsync(InferRequests.Of("FP32", "[2]", "[70000,2]"));

        Assert.Equal(("FP16", "null,2"), (DatatypeOf(answer), string.Join(',', answer.Data())));
        Assert.True(answer.Json.GetProperty("parameters").GetProperty("invalid_output").GetBoolean());
        Assert.Equal(1, Counted.All(recorders[1]).Invalid);
    }

    private static string DatatypeOf(ServingHarness.Answer answer) => answer.Output().GetProperty("datatype").GetString()!;
}
