using System.Net;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Workers;

/// <summary>A model in a process of its own answers byte for byte as it does in this one.</summary>
public sealed class WorkerAnswerTests
{
    private const string X = """{"name":"x","shape":[2],"datatype":"FP32","data":[1,2]}""";
    private const string Hint = """{"name":"hint","shape":[3],"datatype":"FP32","data":[7,8,9]}""";

    [LinuxFact]
    public async Task Infer_Numbers_AnswersAsInThisProcess() =>
        await CompareAsync(OnnxModels.AddConstant(1), InferRequests.Of([1, 2, 3, 4]), InferRequests.Of([1, 2, 3, 4, 5, 6, 7, 8], rows: 2), InferRequests.Of([.. Enumerable.Range(0, 40_000).Select(i => (float)i)], rows: 10_000));

    [LinuxFact]
    public async Task Infer_Strings_AnswersAsInThisProcess() =>
        await CompareAsync(OnnxModels.Identity(OnnxType.String, "N"), InferRequests.Of("BYTES", "[3]", """["a","","über"]"""), InferRequests.Of("BYTES", "[0]", "[]"));

    [LinuxFact]
    public async Task Infer_SequenceOfMaps_AnswersAsInThisProcess() =>
        await CompareAsync(OnnxModels.ZipMap("cat", "dog"), InferRequests.Of([0.25f, 0.75f, 1, 0], rows: 2));

    [LinuxFact]
    public async Task Infer_OptionalTensor_AnswersAsInThisProcess() =>
        await CompareAsync(OnnxModels.OptionalEcho(OnnxType.Float), InferRequests.With($"{X},{Hint}"), InferRequests.With(X));

    [LinuxFact]
    public async Task Infer_ModelThatFailsOnAnInput_SaysSoAndGoesOn() =>
        await CompareAsync(OnnxModels.FailsOnNegative(), InferRequests.Of([1, 2, 3, 4]), InferRequests.Of([-1, 2, 3, 4]), InferRequests.Of([1, 2, 3, 4]));

    private static async Task CompareAsync(byte[] model, params string[] bodies)
    {
        await using var server = await ServingHarness.StartAsync();
        var (here, apart) = (await server.LoadAsync(model, 1), await server.LoadApartAsync(model, 1));
        foreach (var body in bodies)
        {
            server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), here);
            var expected = await server.InferAsync(body);
            server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), apart);
            var got = await server.InferAsync(body);

            Assert.Equal((expected.Status, TextOf(expected)), (got.Status, TextOf(got)));
        }

        Assert.Equal(0, apart.Worker!.Ends);
    }

    // All but the id, which is of the request.
    private static string TextOf(ServingHarness.Answer answer) => answer.Status == HttpStatusCode.OK ? answer.Json.GetProperty("outputs").GetRawText() : answer.Text;
}
