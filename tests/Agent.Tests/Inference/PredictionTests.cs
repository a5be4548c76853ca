using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Inference;

/// <summary>What telemetry counts of answers, from a real request to the bucket.</summary>
public sealed class PredictionTests
{
    private static readonly OutputReading Probabilities = new()
    {
        Output = "y",
        Kind = OutputKind.Probabilities,
        ClassNames = ["cat", "dog", "bird"],
        PositiveClass = "dog",
    };

    [Fact]
    public async Task Read_Probabilities_CountsTheLargestOfEachRowAndThePositiveClass()
    {
        var outputs = await CountAsync(Identity(3), Probabilities, InferRequests.Of([0.1f, 0.7f, 0.2f, 0.9f, 0.04f, 0.06f], rows: 2));

        Assert.Equal(new Dictionary<string, long> { ["dog"] = 1, ["cat"] = 1 }, outputs.Labels);
        Assert.Equal([0, 14], BinsOf(outputs));
        Assert.Equal(0, outputs.Invalid);
    }

    [Fact]
    public async Task Read_ProbabilitiesWithoutNames_CountsIndexes()
    {
        var outputs = await CountAsync(Identity(3), Probabilities with { ClassNames = [], PositiveClass = null }, InferRequests.Of([0.1f, 0.2f, 0.7f]));

        Assert.Equal(new Dictionary<string, long> { ["2"] = 1 }, outputs.Labels);
        Assert.Empty(outputs.Scores);
    }

    [Fact]
    public async Task Read_ProbabilitiesInMaps_CountsNamesOfTheMaps()
    {
        var outputs = await CountAsync(OnnxModels.ZipMap("cat", "emu"), Probabilities with { PositiveClass = "emu" }, InferRequests.Of([0.7f, 0.3f, 0.2f, 0.8f], rows: 2));

        Assert.Equal(new Dictionary<string, long> { ["cat"] = 1, ["emu"] = 1 }, outputs.Labels);
        Assert.Equal([6, 16], BinsOf(outputs));
    }

    [Theory]
    [InlineData(0.8f, "dog", 16)]
    [InlineData(0.3f, "cat", 6)]
    public async Task Read_OneProbabilityForTwoClasses_IsThatOfTheSecond(float value, string label, int bin)
    {
        var outputs = await CountAsync(Identity(1), Probabilities with { ClassNames = ["cat", "dog"] }, InferRequests.Of([value]));

        Assert.Equal(new Dictionary<string, long> { [label] = 1 }, outputs.Labels);
        Assert.Equal([bin], BinsOf(outputs));
    }

    [Fact]
    public async Task Read_LabelsAsNumbers_CountsTheirNames()
    {
        var outputs = await CountAsync(
            OnnxModels.Identity(OnnxType.Int64, "N"), Probabilities with { Kind = OutputKind.Label }, InferRequests.Of("INT64", "[5]", "[0,1,1,7,-1]"));

        Assert.Equal(new Dictionary<string, long> { ["cat"] = 1, ["dog"] = 2, ["7"] = 1, ["-1"] = 1 }, outputs.Labels);
    }

    [Fact]
    public async Task Read_LabelsAsStrings_CountsThem()
    {
        var outputs = await CountAsync(
            OnnxModels.Identity(OnnxType.String, "N"), Probabilities with { Kind = OutputKind.Label }, InferRequests.Of("BYTES", "[3]", """["dog","emu","dog"]"""));

        Assert.Equal(new Dictionary<string, long> { ["dog"] = 2, ["emu"] = 1 }, outputs.Labels);
    }

    [Fact]
    public async Task Read_Scores_CountsTheirBinsWithoutLabels()
    {
        var outputs = await CountAsync(Identity(1), new OutputReading { Output = "y", Kind = OutputKind.Score }, InferRequests.Of([0.01f, 0.99f, 1f], rows: 3));

        Assert.Empty(outputs.Labels);
        Assert.Equal(1, outputs.Scores[0]);
        Assert.Equal(2, outputs.Scores[19]);
    }

    [Theory]
    [InlineData(OutputKind.Unread)]
    [InlineData(OutputKind.Vector)]
    [InlineData(OutputKind.Score)]
    [InlineData(OutputKind.Probabilities)]
    public async Task Read_AnswerWithoutANumber_IsInvalidWhateverIsRead(OutputKind kind)
    {
        var logarithm = new OnnxModelBuilder("log").Input("x", OnnxType.Float, "N", 3).Output("y", OnnxType.Float, "N", 3).Node("Log", ["x"], ["y"]).Build();
        var reading = kind == OutputKind.Unread ? OutputReading.None : Probabilities with { Kind = kind };

        Assert.Equal(1, (await CountAsync(logarithm, reading, InferRequests.Of([1, -1, 1]))).Invalid);
        Assert.Equal(0, (await CountAsync(logarithm, reading, InferRequests.Of([1, 2, 1]))).Invalid);
    }

    [Fact]
    public async Task Read_NoRowsAskedFor_IsNotInvalid() =>
        Assert.Equal(0, (await CountAsync(Identity(3), Probabilities, InferRequests.Of("FP32", "[0,3]", "[]"))).Invalid);

    [Fact]
    public async Task Read_NoRowsWhereSomeAreDue_IsInvalid()
    {
        var none = new OnnxModelBuilder("none").Input("x", OnnxType.Float, "N", 3).Output("y", OnnxType.Float, "M", 3)
            .Initializer("from", OnnxTensor.Vector(0L)).Initializer("to", OnnxTensor.Vector(0L))
            .Node("Slice", ["x", "from", "to"], ["y"]).Build();

        Assert.Equal(1, (await CountAsync(none, Probabilities, InferRequests.Of([1, 2, 3]))).Invalid);
    }

    private static byte[] Identity(int columns) => OnnxModels.Identity(OnnxType.Float, "N", columns);

    private static int[] BinsOf(OutputSummary outputs) => [.. outputs.Scores.Index().Where(s => s.Item > 0).Select(s => s.Index)];

    private static async Task<OutputSummary> CountAsync(byte[] model, OutputReading reading, string body)
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(model, 1, reading))[0];

        Assert.Equal(System.Net.HttpStatusCode.OK, (await server.InferAsync(body)).Status);

        var counts = recorder.NewCounts();
        recorder.DrainInto(counts);
        return recorder.ToBucket(counts, 0, 1, 1).Outputs;
    }
}
