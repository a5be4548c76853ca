using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Agents;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Inference;

/// <summary>Reads the memory of the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(LoadedModelMemoryTests), DisableParallelization = true)]
[Collection(nameof(LoadedModelMemoryTests))]
[Trait("Category", "Slow")]
public sealed class LoadedModelMemoryTests
{
    [Fact]
    public async Task Load_ManyTimes_GivesTheMemoryBack()
    {
        const int warmUp = 20, rounds = 100;
        var model = OnnxModels.MatMul(256, new float[256 * 256]);
        for (var i = 0; i < warmUp; i++)
            await LoadAndReleaseAsync(model);
        var before = Environment.WorkingSet;

        for (var i = 0; i < rounds; i++)
            await LoadAndReleaseAsync(model);

        // Each session holds its weights, 256 KB, at least once.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, rounds * 256 * 1024 / 2);
    }

    [Fact]
    public async Task Load_LargeModel_SaysHowLongItTookAndWhatMemory()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("model.onnx");
        await File.WriteAllBytesAsync(path, OnnxModels.MatMul(1_024, new float[1_024 * 1_024]));

        // What tests before this one gave back may be taken again by the first; all are held, so that a later one takes its own.
        var loader = new ModelLoader(TimeProvider.System);
        await using var first = (await loader.LoadAsync(path, RoutingTableBuilder.APreparedVersion("pets", 1), CancellationToken.None)).Value;
        await using var second = (await loader.LoadAsync(path, RoutingTableBuilder.APreparedVersion("pets", 2), CancellationToken.None)).Value;
        await using var third = (await loader.LoadAsync(path, RoutingTableBuilder.APreparedVersion("pets", 3), CancellationToken.None)).Value;

        // Its weights take 4 MB; the runtime keeps them packed for its kernels as well.
        var report = new[] { first, second, third }.Select(m => new PreparationStatus(m.Version, PreparationState.Ready, m).ToReport()).MaxBy(r => r.MemoryBytes)!;
        Assert.InRange(report.MemoryBytes!.Value, 3 << 20, 24 << 20);
        Assert.InRange(report.LoadMilliseconds!.Value, 0.1, 60_000);
    }

    [Fact]
    public async Task Load_TwoAtATime_EachIsMeasuredAlone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("model.onnx");
        await File.WriteAllBytesAsync(path, OnnxModels.MatMul(1_024, new float[1_024 * 1_024]));
        var loader = new ModelLoader(TimeProvider.System);

        var loaded = await Task.WhenAll(Enumerable.Range(1, 2).Select(v => loader.LoadAsync(path, RoutingTableBuilder.APreparedVersion("pets", v), CancellationToken.None)));

        foreach (var model in loaded)
        {
            Assert.InRange(model.Value.MemoryBytes!.Value, 3 << 20, 24 << 20);
            await model.Value.DisposeAsync();
        }
    }

    private static async Task LoadAndReleaseAsync(byte[] model)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("model.onnx");
        await File.WriteAllBytesAsync(path, model);
        var loaded = await new ModelLoader(TimeProvider.System).LoadAsync(path, RoutingTableBuilder.APreparedVersion("pets", 1), CancellationToken.None);
        await loaded.Value.DisposeAsync();
    }
}
