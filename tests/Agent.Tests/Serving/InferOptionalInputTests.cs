using System.Net;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Serving;

public sealed class InferOptionalInputTests
{
    private const string X = """{"name":"x","shape":[2],"datatype":"FP32","data":[1,2]}""";
    private const string Bias = """{"name":"bias","shape":[1],"datatype":"FP32","data":[100]}""";

    [Fact]
    public async Task Infer_OptionalInputGivenOrNotInTurn_TakesItOrItsDefault()
    {
        await using var server = await ServingHarness.StartAsync(WithBias());

        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(["11", "12"], (await server.InferAsync(InferRequests.With(X))).Data());
            Assert.Equal(["101", "102"], (await server.InferAsync(InferRequests.With($"{Bias},{X}"))).Data());
        }
    }

    [Fact]
    public async Task Infer_OneRowWithoutTheOptionalInput_IsAnsweredAndObserved()
    {
        await using var server = await ServingHarness.StartAsync(WithBias());

        var answer = await server.InferAsync(InferRequests.With("""{"name":"x","shape":[1],"datatype":"FP32","data":[1]}"""));

        Assert.Equal(["11"], answer.Data());
    }

    [Fact]
    public async Task Infer_OnlyTheOptionalInput_IsRefusedWithBothNames()
    {
        await using var server = await ServingHarness.StartAsync(WithBias());

        var answer = await server.InferAsync(InferRequests.With(Bias));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("input 'x' is missing; the model takes 'x' FP32 [-1], 'bias' FP32 [1] or its default", answer.Error);
    }

    [Fact]
    public async Task Get_ModelWithAnOptionalInput_SaysThatItIsOne()
    {
        await using var server = await ServingHarness.StartAsync(WithBias());

        var inputs = (await server.GetAsync("/v2/models/pets")).Json.GetProperty("inputs");

        Assert.Equal(
            """[{"name":"x","datatype":"FP32","shape":[-1]},{"name":"bias","datatype":"FP32","shape":[1],"parameters":{"optional":true}}]""",
            inputs.GetRawText());
    }

    [Fact]
    public async Task Get_ModelWhoseWeightsAreListedAmongItsInputs_DoesNotShowThem()
    {
        await using var server = await ServingHarness.StartAsync(WithBias(size: 17));

        Assert.Equal(1, (await server.GetAsync("/v2/models/pets")).Json.GetProperty("inputs").GetArrayLength());
    }

    private static byte[] WithBias(int size = 1) => new OnnxModelBuilder("bias")
        .Input("x", OnnxType.Float, "N").Input("bias", OnnxType.Float, size).Output("y", OnnxType.Float, "N")
        .Initializer("bias", OnnxTensor.Vector<float>([.. Enumerable.Repeat(10f, size)]))
        .Node("ReduceMean", ["bias"], ["mean"], OnnxAttribute.Int("keepdims", 0)).Node("Add", ["x", "mean"], ["y"])
        .Build();
}
