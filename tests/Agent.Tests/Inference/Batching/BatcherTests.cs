using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Inference;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Inference.Batching;

public sealed class BatcherTests
{
    [Fact]
    public async Task Run_SeveralWaiting_RunsThemAsOneAndGivesEachItsRows()
    {
        await using var model = await LoadAsync(OnnxModels.AddConstant(1));
        var held = new HeldScheduler();
        var lanes = new[] { Filled(model, [1, 2, 3, 4]), Filled(model, [5, 6, 7, 8, 9, 10, 11, 12]), Filled(model, [-1, -2, -3, -4]) };

        var runs = lanes.Select(l => model.Batcher!.RunAsync(l, remaining: null, held, CancellationToken.None).AsTask()).ToArray();
        held.Release();

        Assert.All(await Task.WhenAll(runs), Assert.Null);
        Assert.Equal([2, 3, 4, 5], OutputOf(lanes[0]));
        Assert.Equal([6, 7, 8, 9, 10, 11, 12, 13], OutputOf(lanes[1]));
        Assert.Equal([0, -1, -2, -3], OutputOf(lanes[2]));
        Assert.Equal([4, 0, 0], lanes.Select(l => l.ExecutedRows));
        Return(model, lanes);
    }

    [Fact]
    public async Task Run_OneBadMember_FailsAloneAndItsMatesAreAnswered()
    {
        await using var model = await LoadAsync(OnnxModels.FailsOnNegative());
        var held = new HeldScheduler();
        var lanes = new[] { Filled(model, [1, 2, 3, 4]), Filled(model, [1, -2, 3, 4]), Filled(model, [5, 6, 7, 8]) };

        var runs = lanes.Select(l => model.Batcher!.RunAsync(l, remaining: null, held, CancellationToken.None).AsTask()).ToArray();
        held.Release();

        var refusals = await Task.WhenAll(runs);
        Assert.Equal([null, InferenceCodes.ModelFailed, null], refusals.Select(r => r?.Code));
        Assert.Equal([1, 2, 3, 4], OutputOf(lanes[0]));
        Assert.Equal([5, 6, 7, 8], OutputOf(lanes[2]));
        Assert.Equal([1, 1, 1], lanes.Select(l => l.ExecutedRows));
        Return(model, lanes);
    }

    [Fact]
    public async Task Run_MemberTooLateOrGone_IsDroppedAndItsMateRuns()
    {
        await using var model = await LoadAsync(OnnxModels.AddConstant(1));
        var held = new HeldScheduler();
        var lanes = new[] { Filled(model, [1, 2, 3, 4]), Filled(model, [1, 2, 3, 4]), Filled(model, [1, 2, 3, 4]) };

        var late = model.Batcher!.RunAsync(lanes[0], TimeSpan.FromTicks(1), held, CancellationToken.None).AsTask();
        var gone = model.Batcher!.RunAsync(lanes[1], remaining: null, held, new CancellationToken(canceled: true)).AsTask();
        var mate = model.Batcher!.RunAsync(lanes[2], TimeSpan.FromMinutes(1), held, CancellationToken.None).AsTask();
        held.Release();

        Assert.Equal([InferenceCodes.DeadlineExceeded, InferenceCodes.Cancelled, null], (await Task.WhenAll(late, gone, mate)).Select(r => r?.Code));
        Assert.Equal([2, 3, 4, 5], OutputOf(lanes[2]));
        Return(model, lanes);
    }

    [Fact]
    public async Task Run_OtherSizesBehindTheRows_AreNeverRunTogether()
    {
        await using var model = await LoadAsync(OnnxModels.Identity(OnnxType.Float, "N", "M"));
        var held = new HeldScheduler();
        var lanes = new[] { Filled(model, [1, 2], 1, 2), Filled(model, [3, 4, 5], 1, 3), Filled(model, [6, 7, 8], 1, 3) };

        var runs = lanes.Select(l => model.Batcher!.RunAsync(l, remaining: null, held, CancellationToken.None).AsTask()).ToArray();
        held.Release();

        Assert.All(await Task.WhenAll(runs), Assert.Null);
        Assert.Equal([[1, 2], [3, 4, 5], [6, 7, 8]], lanes.Select(OutputOf));
        Assert.Equal([1, 2, 0], lanes.Select(l => l.ExecutedRows));
        Return(model, lanes);
    }

    [Fact]
    public async Task Run_MoreRowsThanABatchHas_AreRunInSeveral()
    {
        await using var model = await LoadAsync(new OnnxModelBuilder("small-batches")
            .Metadata("controlplane.batch.max_rows", "4")
            .Input("x", OnnxType.Float, "N", 1).Output("y", OnnxType.Float, "N", 1).Node("Neg", ["x"], ["y"]).Build());
        var held = new HeldScheduler();
        var lanes = Enumerable.Range(0, 10).Select(v => Filled(model, [v], 1, 1)).ToArray();

        var runs = lanes.Select(l => model.Batcher!.RunAsync(l, remaining: null, held, CancellationToken.None).AsTask()).ToArray();
        held.Release();

        Assert.All(await Task.WhenAll(runs), Assert.Null);
        Assert.Equal(Enumerable.Range(0, 10).Select(v => (float)-v), lanes.Select(l => OutputOf(l)[0]));
        Assert.Equal([4, 0, 0, 0, 4, 0, 0, 0, 2, 0], lanes.Select(l => l.ExecutedRows));
        Return(model, lanes);
    }

    [Fact]
    public async Task Run_NothingElseUnderWay_RunsAtOnceOnTheCallersThread()
    {
        await using var model = await LoadAsync(OnnxModels.AddConstant(1));
        var lane = Filled(model, [1, 2, 3, 4]);

        var run = model.Batcher!.RunAsync(lane, remaining: null, TaskScheduler.Default, CancellationToken.None);

        Assert.True(run.IsCompletedSuccessfully);
        Assert.Null(await run);
        Return(model, [lane]);
    }

    [Fact]
    public async Task Run_WithADelay_WaitsForMates()
    {
        await using var model = await LoadAsync(new OnnxModelBuilder("delayed")
            .Metadata("controlplane.batch.max_delay_us", "200000")
            .Input("x", OnnxType.Float, "N", 1).Output("y", OnnxType.Float, "N", 1).Node("Neg", ["x"], ["y"]).Build());
        var lanes = new[] { Filled(model, [1], 1, 1), Filled(model, [2], 1, 1) };

        var runs = lanes.Select(l => model.Batcher!.RunAsync(l, remaining: null, TaskScheduler.Default, CancellationToken.None).AsTask()).ToArray();

        Assert.All(await Task.WhenAll(runs), Assert.Null);
        Assert.Equal([2, 0], lanes.Select(l => l.ExecutedRows));
        Return(model, lanes);
    }

    public static TheoryData<string, byte[], bool> Models() => new()
    {
        { "free rows", OnnxModels.AddConstant(1), true },
        { "several outputs", OnnxModels.Classifier(2, [1, 0, 0, 1]), true },
        { "whole numbers", OnnxModels.Add(OnnxType.Int64, "N", 3), true },
        { "fixed rows", OnnxModels.Identity(OnnxType.Float, 2, 4), false },
        { "scalar", OnnxModels.Identity(OnnxType.Float), false },
        { "strings", OnnxModels.Identity(OnnxType.String, "N"), false },
        { "maps", OnnxModels.ZipMap("cat", "dog"), false },
        { "rows that depend on each other", Centred(), false },
        {
            "off by its own metadata",
            new OnnxModelBuilder("off").Metadata("controlplane.batch.max_rows", "1").Input("x", OnnxType.Float, "N").Output("y", OnnxType.Float, "N").Node("Neg", ["x"], ["y"]).Build(),
            false
        },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Load_Model_IsBatchedOnlyWhereRowsComeOutAsTheyDoAlone(string what, byte[] file, bool isBatched)
    {
        await using var model = await LoadAsync(file);

        Assert.True(isBatched == model.Batcher is not null, what);
    }

    private static byte[] Centred() => new OnnxModelBuilder("centred")
        .Input("x", OnnxType.Float, "N", 4).Output("y", OnnxType.Float, "N", 4)
        .Node("ReduceMean", ["x"], ["mean"], OnnxAttribute.Int("keepdims", 0)).Node("Sub", ["x", "mean"], ["y"])
        .Build();

    private static async Task<LoadedModel> LoadAsync(byte[] file)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("model.onnx");
        await File.WriteAllBytesAsync(path, file);
        return (await new ModelLoader(TimeProvider.System, processors: 1).LoadAsync(path, RoutingTableBuilder.APreparedVersion("pets", 1), CancellationToken.None)).Value;
    }

    private static InferenceLane Filled(LoadedModel model, float[] values, int? rows = null, int columns = 4)
    {
        var lane = model.Lanes.Rent();
        MemoryMarshal.AsBytes<float>(values).CopyTo(lane.Reshape(0, [rows ?? values.Length / columns, columns], values.Length).Bytes);
        return lane;
    }

    private static float[] OutputOf(InferenceLane lane) => MemoryMarshal.Cast<byte, float>(lane.Outputs[0].Bytes).ToArray();

    private static void Return(LoadedModel model, IEnumerable<InferenceLane> lanes)
    {
        foreach (var lane in lanes)
            model.Lanes.Return(lane);
    }
}
