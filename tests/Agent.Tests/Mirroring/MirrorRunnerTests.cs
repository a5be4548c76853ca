using System.Net;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using static ControlPlane.AgentHost.Tests.Mirroring.MirrorScene;

namespace ControlPlane.AgentHost.Tests.Mirroring;

public sealed class MirrorRunnerTests
{
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
        await using var server = await ServingHarness.StartAsync(time: new ImpatientClock());
        var recorders = server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        await server.InferAsync(Body);
        RunAll(server);

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
        using var worker = new MirrorWorker(server.Mirrored, NewRunner(server.Mirrored), new MirrorLimits());
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

    /// <summary>Every timer is due at once, so that a run's time is up as it begins.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new DueTimer(callback, state);

        private sealed class DueTimer(TimerCallback callback, object? state) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (dueTime != Timeout.InfiniteTimeSpan)
                    callback(state);
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
