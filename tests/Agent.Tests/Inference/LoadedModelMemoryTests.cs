using ControlPlane.AgentHost.Inference;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Inference;

/// <summary>Reads the memory of the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(LoadedModelMemoryTests), DisableParallelization = true)]
[Collection(nameof(LoadedModelMemoryTests))]
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

    private static async Task LoadAndReleaseAsync(byte[] model)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("model.onnx");
        await File.WriteAllBytesAsync(path, model);
        var loaded = await new ModelLoader(TimeProvider.System).LoadAsync(path, RoutingTableBuilder.APreparedVersion("pets", 1), CancellationToken.None);
        await loaded.Value.DisposeAsync();
    }
}
