using System.Net;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using static ControlPlane.AgentHost.Tests.Mirroring.MirrorScene;

namespace ControlPlane.AgentHost.Tests.Mirroring;

public sealed class ComparisonTests
{
    private static readonly float[] Same = [1, 0, 0, 1];

    [Fact]
    public async Task Run_SeveralRows_AreAllComparedByLabelAndScore()
    {
        await using var server = await ServingHarness.StartAsync();
        var comparison = await CompareAsync(server, OnnxModels.Classifier(2, Same), Reading, OnnxModels.Classifier(2, 1, 0, 0, 0), Reading, InferRequests.Of([3, 1, 0, 2], rows: 2));

        // The shadow does not look at the second number, so that the second row is a tie of its classes.
        Assert.Equal((1L, 2L, 1L), (comparison.Pairs, comparison.Labelled, comparison.Agreed));
        Assert.Equal([("cat", "cat", 1L), ("dog", "cat", 1L)], comparison.Labels.Select(l => (l.Champion, l.Shadow, l.Count)).Order());
        var (first, second) = (Sigmoid(1 - 3), Sigmoid(2 - 0));
        var (firstShadow, secondShadow) = (Sigmoid(0 - 3), 0.5);
        var numbers = comparison.Numbers!;
        Assert.Equal((2L, 0L), (numbers.Count, numbers.Within));
        Assert.Equal(first + second, numbers.Champion, 1e-5);
        Assert.Equal(firstShadow + secondShadow, numbers.Shadow, 1e-5);
        Assert.Equal((first * firstShadow) + (second * secondShadow), numbers.Products, 1e-5);
        Assert.Equal((firstShadow * firstShadow) + (secondShadow * secondShadow), numbers.ShadowSquares, 1e-5);
        Assert.Equal(Math.Abs(first - firstShadow) + Math.Abs(second - secondShadow), numbers.AbsoluteDifferences, 1e-5);
        Assert.Equal(Math.Abs(second - secondShadow), numbers.LargestDifference, 1e-5);
    }

    [Fact]
    public async Task Run_SameModel_AgreesInEverything()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = OnnxModels.Classifier(2, Same);
        var comparison = await CompareAsync(server, model, Reading, model, Reading, InferRequests.Of([3, 1, 0, 2], rows: 2));

        Assert.Equal((2L, 2L, 2L, 0.0), (comparison.Labelled, comparison.Agreed, comparison.Numbers!.Within, comparison.Numbers.LargestDifference));
        Assert.Equal((0L, 0L, 0L), (comparison.Failed, comparison.Invalid, comparison.ChampionInvalid));
    }

    [Fact]
    public async Task Run_ClassesInAnotherOrderAndOneMore_AreComparedByName()
    {
        await using var server = await ServingHarness.StartAsync();
        var unscored = Reading with { PositiveClass = null };
        var more = unscored with { ClassNames = ["koala", "dog", "cat"] };

        // The champion sees (cat, dog) = (3, 1); the shadow (koala, dog, cat) = (0, 1, 3).
        var comparison = await CompareAsync(server, OnnxModels.Classifier(2, Same), unscored, OnnxModels.Classifier(2, 0, 0, 1, 0, 1, 0), more, InferRequests.Of([3, 1]));

        Assert.Equal((1L, 1L), (comparison.Labelled, comparison.Agreed));
        Assert.Equal(Sigmoid(3 - 1), comparison.Numbers!.Champion, 1e-5);
        Assert.Equal(Math.Exp(3) / (Math.Exp(3) + Math.Exp(1) + 1), comparison.Numbers.Shadow, 1e-5);
        Assert.Equal(0, comparison.Ranked);
    }

    [Fact]
    public async Task Run_ManyClasses_ComparesTheHighestThree()
    {
        await using var server = await ServingHarness.StartAsync();
        var reading = Reading with { ClassNames = ["a", "b", "c", "d", "e"], PositiveClass = null };

        var comparison = await CompareAsync(
            server, OnnxModels.Classifier(1, 5, 4, 3, 2, 1), reading, OnnxModels.Classifier(1, 5, 1, 2, 3, 4), reading, InferRequests.Of([1]));

        // a, b, c against a, e, d.
        Assert.Equal((1L, 1 / 3.0, 1L), (comparison.Ranked, comparison.TopOverlap, comparison.Agreed));
    }

    [Fact]
    public async Task Run_ShadowFails_IsApart()
    {
        await using var server = await ServingHarness.StartAsync();
        var comparison = await CompareAsync(server, OnnxModels.AddConstant(1), OutputReading.None, OnnxModels.FailsOnNegative(), OutputReading.None, InferRequests.Of([-1, 2, 3, 4]));

        Assert.Equal((0L, 1L, 0L), (comparison.Pairs, comparison.Failed, comparison.Invalid));
    }

    [Theory]
    [InlineData(1f, 1e38f, 0, 1, 0)]
    [InlineData(1e38f, 1f, 0, 0, 1)]
    [InlineData(1e38f, 1e38f, 0, 0, 1)]
    [InlineData(1f, 1f, 1, 0, 0)]
    public async Task Run_AnswerHoldsInfinity_ChampionsJudgesNobody(float champion, float shadow, long pairs, long invalid, long championInvalid)
    {
        await using var server = await ServingHarness.StartAsync();
        var comparison = await CompareAsync(server, OnnxModels.MatMul(1, champion), OutputReading.None, OnnxModels.MatMul(1, shadow), OutputReading.None, InferRequests.Of([10]));

        Assert.Equal((pairs, invalid, championInvalid), (comparison.Pairs, comparison.Invalid, comparison.ChampionInvalid));
    }

    [Fact]
    public async Task Run_ChampionInvalidAndShadowFailed_JudgesNobody()
    {
        await using var server = await ServingHarness.StartAsync();
        var comparison = await CompareAsync(server, OnnxModels.MatMul(1, 1e38f), OutputReading.None, OnnxModels.FailsOnNegative(features: 1), OutputReading.None, InferRequests.Of([-10]));

        Assert.Equal((0L, 0L, 1L), (comparison.Pairs, comparison.Failed, comparison.ChampionInvalid));
    }

    [Fact]
    public async Task Run_SlowShadow_IsSlowerAndTheOtherWayRoundQuicker()
    {
        await using var server = await ServingHarness.StartAsync();
        var (quick, slow) = (OnnxModels.AddConstant(1), OnnxModels.Slow(steps: 12));

        var slower = await CompareAsync(server, quick, OutputReading.None, slow, OutputReading.None, Body);
        var quicker = await CompareAsync(server, slow, OutputReading.None, quick, OutputReading.None, Body);

        Assert.Equal((1L, null), (slower.Slower, slower.QuickerBy));
        Assert.NotNull(slower.SlowerBy);
        Assert.Equal((0L, null), (quicker.Slower, quicker.SlowerBy));
        Assert.NotNull(quicker.QuickerBy);
    }

    [Fact]
    public async Task Run_WithSegments_ShadowCountsThemAndTheirAgreement()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = Shadowed() with { SegmentAttributes = ["region"] };
        var recorders = server.Serve(routing, await server.LoadAsync(OnnxModels.Classifier(2, Same), 1, Reading), await server.LoadAsync(OnnxModels.Classifier(2, 1, 0, 0, 0), 2, Reading));

        await server.InferAsync(InferRequests.Of([3, 1]), headers: [("region", "eu")]);
        await server.InferAsync(InferRequests.Of([0, 2]), headers: [("region", "au")]);
        await server.InferAsync(InferRequests.Of([0, 2]));
        RunAll(server);

        var bucket = BucketOf(recorders[1]);
        Assert.Equal([("region=au", 1L), ("region=eu", 1L)], bucket.Segments.Select(s => (s.Key, s.Value)).Order());
        Assert.Equal([("region=au", 1L), ("region=eu", 1L)], bucket.Comparison!.SegmentLabelled.Select(s => (s.Key, s.Value)).Order());
        Assert.Equal([("region=eu", 1L)], bucket.Comparison.SegmentAgreed.Select(s => (s.Key, s.Value)));
        Assert.Equal(3, bucket.Comparison.Labelled);
        Assert.Null(bucket.Cells);
        Assert.NotNull(BucketOf(recorders[0]).Cells);
    }

    [Fact]
    public async Task Infer_AnsweredByKeyOrOrdinal_IsCountedInTheCellOfItsBucket()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(1), 2));

        var keyed = int.Parse((await server.InferAsync(Body, headers: [("x-routing-key", "anna")])).Headers["x-bucket"]);
        var ordinal = int.Parse((await server.InferAsync(Body)).Headers["x-bucket"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.InferAsync("{}", headers: [("x-routing-key", "anna")])).Status);

        var cells = CellCounts.FromBytes(BucketOf(recorders[0]).Cells).Value;
        var expected = new CellCounts();
        expected.Add(AssignmentCell.OfBucket(keyed), 2, 0);
        expected.Add(AssignmentCell.OfBucket(ordinal), 1, 0);
        Assert.Equal(expected.Requests, cells.Requests);
        Assert.Equal(expected.Errors, cells.Errors);
    }

    [Fact]
    public async Task Infer_ManyRuns_CountProcessorTimeOfTheModel()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.Slow(steps: 2), 1), await server.LoadAsync(OnnxModels.AddConstant(1), 2));

        for (var request = 0; request < 16; request++)
            await server.InferAsync(Body);

        // Two products of 256 squared are some 0.1 ms at the least.
        Assert.InRange(BucketOf(recorders[0]).CpuMicroseconds, OperatingSystem.IsLinux() ? 16 * 50 : 0, 60_000_000);
    }

    private static async Task<ShadowComparison> CompareAsync(
        ServingHarness server, byte[] champion, OutputReading championReading, byte[] shadow, OutputReading shadowReading, string body)
    {
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(champion, 1, championReading), await server.LoadAsync(shadow, 2, shadowReading));
        await server.InferAsync(body);
        RunAll(server);
        return BucketOf(recorders[1]).Comparison!;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
