using ControlPlane.Data.Models;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Web.Tests.Features;

public sealed class WatchFolderTests(SharedHost shared) : IClassFixture<SharedHost>, IDisposable
{
    private readonly HostUnderTest _host = shared.Host;
    private readonly TemporaryFolder _folder = new();
    private readonly WatchedModels _watched = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Look_NewFile_IsTakenAtTheSecondLookAndOnlyOnce()
    {
        var folder = Watch();
        await WriteAsync("w-once/a.onnx", OnnxModels.AddConstant(41));

        await folder.LookAsync(CancellationToken.None);
        var first = await VersionsAsync("w-once");
        await folder.LookAsync(CancellationToken.None);
        await folder.LookAsync(CancellationToken.None);
        await WriteAsync("w-once/copy.onnx", OnnxModels.AddConstant(41));
        await folder.LookAsync(CancellationToken.None);
        await folder.LookAsync(CancellationToken.None);

        Assert.Equal(0, first);
        Assert.Equal(1, await VersionsAsync("w-once"));
        Assert.Empty(_watched.Failures);
    }

    [Fact]
    public async Task Host_WithAFolderToWatch_RegistersWhatIsPutThere()
    {
        await WriteAsync("w-hosted/a.onnx", OnnxModels.AddConstant(43));

        await using var host = await HostUnderTest.StartAsync("--ModelSources:WatchFolder", _folder.Path, "--ModelSources:WatchPeriod", "00:00:00.100");

        await Eventually.BeTrueAsync(
            "the version is registered", async () => (await host.GetJsonAsync("api/v1/models")).GetProperty("items").EnumerateArray().Any(m => m.GetProperty("name").GetString() == "w-hosted"), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Look_FileThatIsStillGrowing_IsLeftUntilItStops()
    {
        var folder = Watch();
        var bytes = OnnxModels.AddConstant(42);
        for (var length = 10; length <= 40; length += 10)
        {
            await WriteAsync("w-growing/a.onnx", bytes[..length]);
            await folder.LookAsync(CancellationToken.None);
        }

        await WriteAsync("w-growing/a.onnx", bytes);
        await folder.LookAsync(CancellationToken.None);
        var growing = _watched.Failures.Count;
        await folder.LookAsync(CancellationToken.None);

        Assert.Equal(0, growing);
        Assert.Equal(1, await VersionsAsync("w-growing"));
    }

    [Fact]
    public async Task Look_FileThatStoppedHalfWay_IsAFailureInWordsUntilItIsWhole()
    {
        var folder = Watch();
        var bytes = OnnxModels.AddConstant(43);
        await WriteAsync("w-half/a.onnx", bytes[..40]);
        await folder.LookAsync(CancellationToken.None);
        await folder.LookAsync(CancellationToken.None);
        var failure = Assert.Single(_watched.Failures);

        await WriteAsync("w-half/a.onnx", bytes);
        await folder.LookAsync(CancellationToken.None);
        await folder.LookAsync(CancellationToken.None);

        Assert.Equal(Path.Combine("w-half", "a.onnx"), failure.Path);
        Assert.NotEmpty(failure.Sentence);
        Assert.Empty(_watched.Failures);
        Assert.Equal(1, await VersionsAsync("w-half"));
    }

    [Fact]
    public async Task Look_MlflowFolder_IsTakenWithItsRun()
    {
        var folder = Watch();
        await WriteAsync("w-mlflow/run/model.onnx", OnnxModels.AddConstant(44));
        await File.WriteAllTextAsync(_folder.Combine("w-mlflow", "run", "MLmodel"), "flavors:\n  onnx:\n    data: model.onnx\nrun_id: run-9\n");

        await folder.LookAsync(CancellationToken.None);
        await folder.LookAsync(CancellationToken.None);

        Assert.Equal("run-9", (await _host.Get<ModelQueries>().FindAsync("w-mlflow", CancellationToken.None))!.Versions.Single().Origin.RunId);
    }

    [Fact]
    public async Task Look_MlmodelThatLies_IsAFailureWithBothTypesAndNoVersion()
    {
        var folder = Watch();
        await WriteAsync("w-lying/run/model.onnx", OnnxModels.AddConstant(45));
        await File.WriteAllTextAsync(
            _folder.Combine("w-lying", "run", "MLmodel"),
            "flavors:\n  onnx:\n    data: model.onnx\nsignature:\n  inputs: '[{\"name\": \"x\", \"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"int64\", \"shape\": [-1, 4]}}]'\n");

        await folder.LookAsync(CancellationToken.None);
        await folder.LookAsync(CancellationToken.None);

        Assert.Contains("input 'x' is int64 [-1, 4] in MLmodel, FP32 [-1, 4] in the ONNX file", Assert.Single(_watched.Failures).Sentence, StringComparison.Ordinal);
        Assert.Equal(0, await VersionsAsync("w-lying"));
    }

    [Fact]
    public async Task Look_FolderThatIsNoModelsName_SaysSo()
    {
        var folder = Watch();
        await WriteAsync("No Name/a.onnx", OnnxModels.AddConstant(46));

        await folder.LookAsync(CancellationToken.None);

        Assert.Contains("no model's name", Assert.Single(_watched.Failures).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_FailureThatIsGone_IsForgotten()
    {
        var folder = Watch();
        await WriteAsync("w-gone/a.onnx", [1, 2, 3]);
        await folder.LookAsync(CancellationToken.None);
        await folder.LookAsync(CancellationToken.None);
        var before = _watched.Failures.Count;

        File.Delete(_folder.Combine("w-gone", "a.onnx"));
        await folder.LookAsync(CancellationToken.None);

        Assert.Equal(1, before);
        Assert.Empty(_watched.Failures);
    }

    private WatchFolder Watch() => new(_folder.Path, _host.Get<ImportVersionCommand>(), _watched, _host.Get<ChangeBell>(), new ManualTimeProvider(), NullLogger<WatchFolder>.Instance);

    private async Task<int> VersionsAsync(string model) => (await _host.Get<ModelQueries>().FindAsync(model, CancellationToken.None))?.Versions.Count ?? 0;

    private async Task WriteAsync(string path, byte[] bytes)
    {
        var file = _folder.Combine(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, bytes);
    }
}
