using System.Net;
using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Mirroring;

public sealed class MirrorTests
{
    private static readonly string Body = InferRequests.Of([1, 2, 3, 4]);
    private static readonly OutputReading Reading = new() { Output = "probabilities", Kind = OutputKind.Probabilities, ClassNames = ["cat", "dog"], PositiveClass = "dog" };

    [Fact]
    public async Task Infer_WithAShadow_AnswersAsBeforeAndKeepsInputAndPrediction()
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(
            Shadowed(), await server.LoadAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]), 1, Reading), await server.LoadAsync(OnnxModels.Classifier(2, [0, 1, 1, 0]), 2, Reading));

        var answer = await server.InferAsync(InferRequests.Of([3, 1]));

        Assert.Equal((HttpStatusCode.OK, "v1"), (answer.Status, answer.Headers["x-variant"]));
        using var copy = server.Mirrored.TryTake()!;
        Assert.Equal([3f, 1f], MemoryMarshal.Cast<byte, float>(copy.BytesOf(Assert.Single(copy.Inputs))).ToArray());
        Assert.Equal("v1", copy.Answer.Variant);
        Assert.Equal("cat"u8.ToArray(), copy.Answer.Predictions.LabelOf(copy.Answer.Prediction, new byte[8]).ToArray());
        Assert.InRange(copy.Answer.Prediction.Score, 0.1f, 0.2f);
        Assert.True(copy.Answer.Latency > TimeSpan.Zero);
    }

    [Fact]
    public async Task Run_Copy_IsCountedForTheShadowAloneInItsOwnWords()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            Shadowed(), await server.LoadAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]), 1, Reading), await server.LoadAsync(OnnxModels.Classifier(2, [0, 1, 1, 0]), 2, Reading));

        await server.InferAsync(InferRequests.Of([3, 1]));
        RunAll(server);

        var (champion, shadow) = (BucketOf(recorders[0]), BucketOf(recorders[1]));
        Assert.Equal((1, 1), (champion.Requests, shadow.Requests));
        Assert.Equal(["cat"], champion.Outputs.Labels.Keys);
        Assert.Equal(["dog"], shadow.Outputs.Labels.Keys);
        Assert.NotNull(shadow.Latency);
    }

    [Fact]
    public async Task Infer_WithoutShadows_CopiesNothing()
    {
        await using var server = await ServingHarness.StartAsync(OnnxModels.AddConstant(1));

        await server.InferAsync(Body);

        Assert.Null(server.Mirrored.TryTake());
    }

    [Fact]
    public async Task Infer_VersionNamedOrFailedOrConstant_IsNotCopied()
    {
        await using var server = await ServingHarness.StartAsync();
        var (champion, shadow) = (await server.LoadAsync(OnnxModels.FailsOnNegative(), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        server.Serve(Shadowed(), champion, shadow);

        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(Body, "/v2/models/pets/versions/1/infer")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await server.InferAsync(InferRequests.Of([-1, 2, 3, 4]))).Status);
        server.Serve(Shadowed() with { Fallback = new FallbackAnswer(null, "{}") }, null, shadow);
        Assert.Equal("{}", (await server.InferAsync(Body)).Text);

        Assert.Equal(0, server.Mirrored.Total);
    }

    [Fact]
    public async Task Infer_Diverted_IsCopied()
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = AnEndpoint("pets", 1, 0, 10_000, 0);
        routing = routing with
        {
            Variants = [routing.Variants[0], routing.Variants[1], routing.Variants[2] with { Role = VariantRole.Shadow }],
            Shadows = [new ShadowRouting("v3", 10_000)],
        };
        var model = await server.LoadAsync(OnnxModels.AddConstant(1), 1);
        server.Serve(routing, model, await server.LoadAsync(OnnxModels.AddConstant(1), 2), await server.LoadAsync(OnnxModels.AddConstant(1), 3))[1].Divert(Diversion.Trip);

        Assert.Equal("v1", (await server.InferAsync(Body)).Headers["x-variant"]);

        Assert.Equal(1, server.Mirrored.Total);
    }

    [Fact]
    public async Task Infer_SeveralShadows_EachGetsItsShareAtAFixedRate()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            Shadowed(10_000, 2_500),
            await server.LoadAsync(OnnxModels.AddConstant(1), 1),
            await server.LoadAsync(OnnxModels.AddConstant(2), 2),
            await server.LoadAsync(OnnxModels.AddConstant(3), 3));

        for (var i = 0; i < 100; i++)
        {
            await server.InferAsync(Body);
            RunAll(server);
        }

        Assert.Equal(100, Counted.In(recorders[1]).Requests);
        Assert.InRange(Counted.In(recorders[2]).Requests, 24, 26);
    }

    [Fact]
    public async Task Infer_ShadowsCannotKeepUp_AnswersAndDropsTheOldest()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(InferRequests.Of([i, 0, 0, 0]))).Status);

        Assert.Equal((8, 8 * 16L), (server.Mirrored.Count, server.Mirrored.Bytes));
        using var oldest = server.Mirrored.TryTake()!;
        Assert.Equal(2, MemoryMarshal.Cast<byte, float>(oldest.BytesOf(oldest.Inputs[0]))[0]);
        Assert.Equal((0, 2), (Counted.All(recorders[1]) is var counts ? counts.Requests : -1, counts.DroppedCopies));
    }

    [Fact]
    public async Task Add_BeyondTheBytes_PushesOutTheOldest()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        using var small = new MirrorQueue(new MirrorLimits { MaximumBytes = 40 });

        for (var i = 0; i < 3; i++)
        {
            await server.InferAsync(Body);
            small.Add(server.Mirrored.TryTake()!);
        }

        Assert.Equal((2, 32L), (small.Count, small.Bytes));
        Assert.Equal(1, BucketOf(recorders[1]).DroppedCopies);
    }

    [Theory]
    [InlineData(2.0, 1, 0)]
    [InlineData(2.001, 0, 1)]
    public async Task Run_CopyOlderThanTwoSeconds_IsDropped(double seconds, long run, long dropped)
    {
        var time = new ManualTimeProvider();
        await using var server = await ServingHarness.StartAsync(time: time);
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        await server.InferAsync(Body);

        time.Advance(TimeSpan.FromSeconds(seconds));
        RunAll(server, time: time);

        Assert.Equal((run, dropped), (Counted.All(recorders[1]) is var counts ? counts.Requests : -1, counts.DroppedCopies));
    }

    [Fact]
    public async Task Run_ShadowFails_IsItsOwnFailureAndTheNextShadowRuns()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            Shadowed(10_000, 10_000),
            await server.LoadAsync(OnnxModels.AddConstant(1), 1),
            await server.LoadAsync(OnnxModels.FailsOnNegative(), 2),
            await server.LoadAsync(OnnxModels.AddConstant(3), 3));

        Assert.Equal(HttpStatusCode.OK, (await server.InferAsync(InferRequests.Of([-1, 2, 3, 4]))).Status);
        RunAll(server);

        Assert.Equal(1, Counted.All(recorders[1]).Errors[(int)ErrorClass.Model]);
        Assert.Equal((1, 0), (Counted.All(recorders[2]) is var third ? third.Requests : 0, third.Errors.Sum()));
    }

    [Fact]
    public async Task Run_ShadowTakesTooLong_IsATimeout()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.Slow(60), 2));

        await server.InferAsync(Body);
        RunAll(server, new MirrorLimits { RunTimeout = TimeSpan.FromMilliseconds(1) });

        Assert.Equal(1, Counted.All(recorders[1]).Errors[(int)ErrorClass.Timeout]);
    }

    [Fact]
    public async Task Run_VersionReleasedMeanwhile_IsDropped()
    {
        await using var server = await ServingHarness.StartAsync();
        var shadow = await server.LoadAsync(OnnxModels.AddConstant(2), 2);
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), shadow);
        await server.InferAsync(Body);

        await shadow.DisposeAsync();
        RunAll(server);

        Assert.Equal(1, Counted.All(recorders[1]).DroppedCopies);
    }

    [Theory]
    [InlineData("[1,2]", 0, 0)]
    [InlineData("[1,70000]", 1, 0)]
    public async Task Run_ShadowOfAnotherPrecision_TakesRoundedInputsOrRejects(string data, int rejected, int invalid)
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            Shadowed(), await server.LoadAsync(OnnxModels.Identity(OnnxType.Float, "N"), 1), await server.LoadAsync(OnnxModels.Identity(OnnxType.Float16, "N"), 2));

        await server.InferAsync(InferRequests.Of("FP32", "[2]", data));
        RunAll(server);

        var counts = Counted.All(recorders[1]);
        Assert.Equal((1, rejected, invalid), (counts.Requests, counts.Errors[(int)ErrorClass.Rejected], counts.Invalid));
    }

    [Theory]
    [InlineData("[\"\",\"zwölf\",\"\"]")]
    [InlineData("[\"a\",\"b\",\"c\"]")]
    public async Task Run_Strings_ArriveAsTheyWere(string data)
    {
        await using var server = await ServingHarness.StartAsync();
        var reading = new OutputReading { Output = "y", Kind = OutputKind.Label };
        var model = OnnxModels.Identity(OnnxType.String, "N");
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(model, 1, reading), await server.LoadAsync(model, 2, reading));

        await server.InferAsync(InferRequests.Of("BYTES", "[3]", data));
        RunAll(server);

        Assert.Equal(BucketOf(recorders[0]).Outputs.Labels, BucketOf(recorders[1]).Outputs.Labels);
    }

    [Fact]
    public async Task Run_ShadowTakesOtherInputs_IsRejectedByTheShadowOnly()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            Shadowed(), await server.LoadAsync(OnnxModels.Identity(OnnxType.Float, "N"), 1), await server.LoadAsync(OnnxModels.Add(OnnxType.Float, "N"), 2));

        await server.InferAsync(InferRequests.Of("FP32", "[1]", "[1]"));
        RunAll(server);

        Assert.Equal(1, Counted.All(recorders[1]).Errors[(int)ErrorClass.Rejected]);
    }

    [Fact]
    public async Task Run_ShadowGivesInfinity_IsCountedAsInvalid()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.MatMul(1, 1), 1), await server.LoadAsync(OnnxModels.MatMul(1, 1e38f), 2));

        await server.InferAsync(InferRequests.Of([10]));
        RunAll(server);

        Assert.Equal([0L, 1L], recorders.Select(r => Counted.All(r).Invalid));
    }

    [Fact]
    public async Task Worker_Started_RunsWhatComesAndEnds()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));
        using var worker = new MirrorWorker(server.Mirrored, NewRunner());
        await worker.StartAsync(CancellationToken.None);

        await server.InferAsync(Body);
        long run = 0;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (run == 0)
        {
            timeout.Token.ThrowIfCancellationRequested();
            run += Counted.In(recorders[1]).Requests;
            await Task.Yield();
        }

        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(1, run);
    }

    private static EndpointRouting Shadowed(params int[] shares)
    {
        shares = shares.Length == 0 ? [10_000] : shares;
        var routing = AnEndpoint("pets", 1, [10_000, .. shares.Select(_ => 0)]);
        return routing with
        {
            Variants = [routing.Variants[0], .. routing.Variants.Skip(1).Select(v => v with { Role = VariantRole.Shadow })],
            Shadows = [.. shares.Select((share, i) => new ShadowRouting($"v{i + 2}", share))],
        };
    }

    private static MirrorRunner NewRunner(MirrorLimits? limits = null, TimeProvider? time = null) =>
        new(limits ?? new MirrorLimits(), time ?? TimeProvider.System, NullLogger<MirrorRunner>.Instance);

    private static void RunAll(ServingHarness server, MirrorLimits? limits = null, TimeProvider? time = null)
    {
        var runner = NewRunner(limits, time);
        while (server.Mirrored.TryTake() is { } copy)
            runner.Run(copy);
    }

    private static TelemetryBucket BucketOf(VariantRecorder recorder) => recorder.ToBucket(Counted.All(recorder), 0, 1, 1);
}
