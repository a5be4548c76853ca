using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.AgentHost.Tests.Workers;
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
    public async Task Load_GoldenMismatch_IsRefusedForGoodUntilTheSetIsAnother()
    {
        var refused = await LoadAsync(Says("It answers otherwise.", RefusalCodes.GoldenMismatch), Golden("1"));

        Assert.Equal((RefusalCodes.GoldenMismatch, "It answers otherwise."), (refused.Refusal?.Code, refused.Refusal?.Sentence));
        Assert.True(AgentHost.Routing.TableIntake.IsPermanent(RefusalCodes.GoldenMismatch));
        Assert.Equal(refused.Refusal, (await LoadAsync(Says(problem: null), Golden("1"))).Refusal);
        await using var model = (await LoadAsync(Says(problem: null), Golden("2"))).Value;
        Assert.Equal("2", VettingFile.Note.Read(_disk, Model)!.Golden);
    }

    [Fact]
    public async Task Load_GoldenInputAnsweredOtherwiseWhereItServes_IsRefusedThereToo()
    {
        var set = _folder.Combine("golden.json");
        await File.WriteAllTextAsync(set, """{"cases":[{"name":"ones","inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,1,1,1]}],"outputs":[{"name":"y","data":[2,2,2,9]}]}]}""");

        var refused = await LoadAsync(Says(problem: null), Golden("1"), set);

        Assert.Equal("Golden case 'ones' of pets version 4: output 'y' at [0,3] is 2, expected 9.", refused.Refusal?.Sentence);
    }

    [Fact]
    public async Task Load_TrialThatTheHostEnded_IsTriedAgain()
    {
        Assert.Equal(RefusalCodes.InsufficientMemory, (await LoadAsync(Script("kill -KILL $$"))).Refusal?.Code);

        await using var model = (await LoadAsync(Says(problem: null))).Value;

        Assert.Equal(1, model.Signature.Inputs.Length);
    }

    public void Dispose() => _folder.Dispose();

    private static GoldenReference Golden(string digest) => new(digest, 1);

    private async Task<Outcome<LoadedModel>> LoadAsync(AgentExecutable program, GoldenReference? golden = null, string? set = null)
    {
        await File.WriteAllBytesAsync(Model, OnnxModels.AddConstant(1));
        _disk[Model] = [1];
        using var vetting = new ModelVetting(
            new VettingProcess(program, TimeProvider.System), new ModelLoader(TimeProvider.System, processors: 1), WorkerLoading.ALoader(_folder), _disk, NullLogger<ModelVetting>.Instance);
        return await vetting.LoadAsync(Model, RoutingTableBuilder.APreparedVersion("pets", 4) with { Golden = golden }, set, CancellationToken.None);
    }

    private static AgentExecutable Says(string? problem, string? code = null) =>
        Script($$"""echo '{{VettingChild.Mark}}{"problem":{{(problem is null ? "null" : $"\"{problem}\"")}},"sandbox":"nothing","code":{{(code is null ? "null" : $"\"{code}\"")}}}'""");

    private static AgentExecutable Script(string script) => new("/bin/sh", ["-c", script]);
}
