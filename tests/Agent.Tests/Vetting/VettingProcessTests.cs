using ControlPlane.AgentHost.Vetting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;

namespace ControlPlane.AgentHost.Tests.Vetting;

/// <summary>With the agent's own program as a real process.</summary>
public sealed class VettingProcessTests : IDisposable
{
    private static readonly PreparedVersion Version = RoutingTableBuilder.APreparedVersion("pets", 4);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_SoundModel_HasNoProblemAndSaysWhatHeldIt()
    {
        var report = (await RunAsync(OnnxModels.AddConstant(1), VettingLimits.Of(1_000))).Value;

        Assert.Null(report.Problem);
        if (OperatingSystem.IsLinux())
            Assert.StartsWith("512 MB, 60 s of processor time, no files written, 120 s in all, no new privileges, ", report.Sandbox, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BytesThatAreNoModel_TellsWhatTheRuntimeSays() =>
        Assert.StartsWith("The runtime cannot load pets version 4: ", (await RunAsync([1, 2, 3], VettingLimits.Of(3))).Value.Problem, StringComparison.Ordinal);

    [Fact]
    [Trait("Fault", "F77")]
    [Trait("Promise", "P8")]
    public async Task Run_ModelThatWantsMoreMemoryThanItMayHave_IsHeld()
    {
        var problem = (await RunAsync(Squares(side: 60_000), VettingLimits.Of(1_000))).Value.Problem;

        Assert.Contains("allocat", problem, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Fault", "F79")]
    public async Task Run_ModelThatComputesForEver_IsEndedByItsProcessorTime()
    {
        var problem = (await RunAsync(Squares(side: 4_000, times: 200), VettingLimits.Of(1_000) with { ProcessorSeconds = 2 })).Value.Problem;

        Assert.Equal("Trying pets version 4 took more than 2 s of processor time.", problem);
    }

    [Fact]
    public async Task Run_ModelThatTakesTooLong_SaysNothingAboutTheFile()
    {
        var refusal = (await RunAsync(Squares(side: 4_000, times: 200), VettingLimits.Of(1_000) with { WallSeconds = 2 })).Refusal;

        Assert.Equal((RefusalCodes.Internal, "Trying pets version 4 took more than 2 s."), (refusal?.Code, refusal?.Sentence));
    }

    [Fact]
    public async Task Run_GoldenInputAnsweredOtherwise_IsAProblemUnderItsOwnCode()
    {
        var golden = _folder.Combine("golden.json");
        await File.WriteAllTextAsync(golden, """{"cases":[{"name":"ones","inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[1,1,1,1]}],"outputs":[{"name":"y","data":[2,2,9,2]}]}]}""");

        var report = (await RunAsync(OnnxModels.AddConstant(1), VettingLimits.Of(1_000), golden: golden)).Value;

        Assert.Equal((RefusalCodes.GoldenMismatch, "Golden case 'ones' of pets version 4: output 'y' at [0,2] is 2, expected 9."), (report.Code, report.Problem));
    }

    [Theory]
    [InlineData("kill -SEGV $$", "Trying pets version 4 crashed the runtime (signal 11); it would have taken the agent with it.")]
    [InlineData("kill -ABRT $$", "Trying pets version 4 crashed the runtime (signal 6); it would have taken the agent with it.")]
    [InlineData("exit 3", "The process that tried pets version 4 ended with 3 and no verdict.")]
    [InlineData("yes | head -c 3000000", "The process that tried pets version 4 ended with 0 and no verdict.")]
    public async Task Run_ProcessThatEndsOtherwise_IsTheFilesFault(string script, string problem) =>
        Assert.Equal(problem, (await RunAsync([1], VettingLimits.Of(1), new AgentExecutable("/bin/sh", ["-c", script]))).Value.Problem);

    [Fact]
    public async Task Run_ProcessThatTheHostKills_MayBeTriedAgain() =>
        Assert.Equal(RefusalCodes.InsufficientMemory, (await RunAsync([1], VettingLimits.Of(1), new AgentExecutable("/bin/sh", ["-c", "kill -KILL $$"]))).Refusal?.Code);

    [Fact]
    public async Task Run_SecretsOfTheAgent_AreNotTold()
    {
        const string name = "AGENT__JOINTOKEN";
        Environment.SetEnvironmentVariable(name, "secret");
        try
        {
            var report = await RunAsync([1], VettingLimits.Of(1), new AgentExecutable("/bin/sh", ["-c", $"test -z \"${name}\" && exit 7; exit 8"]));
            Assert.Contains("ended with 7", report.Value.Problem, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Outcome<VettingReport>> RunAsync(byte[] model, VettingLimits limits, AgentExecutable? program = null, string? golden = null)
    {
        var path = _folder.Combine("model.onnx");
        await File.WriteAllBytesAsync(path, model);
        var process = new VettingProcess(program ?? AgentExecutable.In(AppContext.BaseDirectory), TimeProvider.System);
        return await process.RunAsync(path, Version, limits, CancellationToken.None, golden);
    }

    // A few bytes that make a square matrix and multiply it with itself.
    private static byte[] Squares(long side, int times = 1)
    {
        var model = new OnnxModelBuilder("squares").Input("x", OnnxType.Float, "N", 1).Output("y", OnnxType.Float, "N", 1)
            .Initializer("shape", OnnxTensor.Vector(side, side)).Initializer("axes", OnnxTensor.Vector(0L, 1L))
            .Node("ConstantOfShape", ["shape"], ["m0"]);
        for (var i = 0; i < times; i++)
            model.Node("MatMul", [$"m{i}", "m0"], [$"m{i + 1}"]);
        return model.Node("ReduceSum", [$"m{times}", "axes"], ["sum"], OnnxAttribute.Int("keepdims", 1)).Node("Add", ["x", "sum"], ["y"]).Build();
    }
}
