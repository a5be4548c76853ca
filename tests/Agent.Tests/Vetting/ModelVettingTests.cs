using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.OnnxRuntime;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Vetting;

public sealed class ModelVettingTests : IDisposable
{
    private static readonly AgentExecutable Crashes = Script("kill -SEGV $$");

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryDisk _disk = new();

    private string Model => _folder.Combine("model.onnx");

    [Fact]
    [Trait("Fault", "F79")]
    [Trait("Promise", "P8")]
    public async Task Load_FileThatCrashesTheRuntime_IsRefusedAndThisProcessLives()
    {
        var refusal = (await LoadAsync(Crashes)).Refusal;

        Assert.Equal(RefusalCodes.ModelRejected, refusal?.Code);
        Assert.Contains("crashed the runtime (signal 11)", refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F79")]
    public async Task Load_FileThatCrashedBefore_IsNotTriedAgain()
    {
        var first = await LoadAsync(Crashes);

        var second = await LoadAsync(Script("touch \"" + _folder.Combine("tried") + "\""));

        Assert.Equal(first.Refusal, second.Refusal);
        Assert.False(File.Exists(_folder.Combine("tried")));
    }

    [Fact]
    public async Task Load_VerdictOfAnotherRuntime_DoesNotCount()
    {
        VettingFile.Note.Write(_disk, Model, new VettingVerdict("0.1", "It crashed.", ""));

        await using var model = (await LoadAsync(Says(problem: null))).Value;

        Assert.Null(VettingFile.Note.Read(_disk, Model)!.Problem);
    }

    [Fact]
    public async Task Load_SoundFile_IsLoadedAndItsVerdictKept()
    {
        await using var model = (await LoadAsync(Says(problem: null))).Value;

        Assert.Equal(new VettingVerdict(OrtEnv.Instance().GetVersionString(), null, "nothing"), VettingFile.Note.Read(_disk, Model));
    }

    [Fact]
    public async Task Load_TrialThatTheHostEnded_IsTriedAgain()
    {
        Assert.Equal(RefusalCodes.InsufficientMemory, (await LoadAsync(Script("kill -KILL $$"))).Refusal?.Code);

        await using var model = (await LoadAsync(Says(problem: null))).Value;

        Assert.Equal(1, model.Signature.Inputs.Length);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Outcome<LoadedModel>> LoadAsync(AgentExecutable program)
    {
        await File.WriteAllBytesAsync(Model, OnnxModels.AddConstant(1));
        _disk[Model] = [1];
        using var vetting = new ModelVetting(
            new VettingProcess(program, TimeProvider.System), new ModelLoader(TimeProvider.System, processors: 1), _disk, NullLogger<ModelVetting>.Instance);
        return await vetting.LoadAsync(Model, RoutingTableBuilder.APreparedVersion("pets", 4), CancellationToken.None);
    }

    private static AgentExecutable Says(string? problem) =>
        Script($$"""echo '{{VettingChild.Mark}}{"problem":{{(problem is null ? "null" : $"\"{problem}\"")}},"sandbox":"nothing"}'""");

    private static AgentExecutable Script(string script) => new("/bin/sh", ["-c", script]);
}
