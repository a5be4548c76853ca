using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void SessionOptions_EverySetting_IsKeptAndTakenByASession()
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            AllowSpinning = false,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            ExecutionMode = ExecutionMode.ORT_PARALLEL,
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogId = "options",
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");

        Assert.Equal((1, 1, false), (options.IntraOpNumThreads, options.InterOpNumThreads, options.AllowSpinning));
        Assert.Equal((false, false), (options.EnableCpuMemArena, options.EnableMemoryPattern));
        Assert.Equal(
            (GraphOptimizationLevel.ORT_ENABLE_BASIC, ExecutionMode.ORT_PARALLEL, "options", OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR),
            (options.GraphOptimizationLevel, options.ExecutionMode, options.LogId, options.LogSeverityLevel));
        Assert.Equal(42, RunWith(options));
    }

    [Fact]
    public void SessionOptions_SwitchedBackOn_StillServe()
    {
        using var options = new SessionOptions { EnableCpuMemArena = false, EnableMemoryPattern = false, AllowSpinning = false };

        (options.EnableCpuMemArena, options.EnableMemoryPattern, options.AllowSpinning) = (true, true, true);

        Assert.Equal(42, RunWith(options));
    }

    [Theory]
    [InlineData("session.intra_op.allow_spinning", "0", true)]
    [InlineData("session.intra_op_thread_affinities", "not a core", false)]
    public void ConfigEntry_ReachesTheSession(string key, string value, bool accepted)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 2 };
        options.AddSessionConfigEntry(key, value);

        var refusal = Record.Exception(() => new InferenceSession(OnnxModels.AddConstant(1), options).Dispose());

        Assert.Equal(accepted, refusal is null);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    public void IntraOpNumThreads_MoreThanOne_StartsThatManyLessTheCaller(int threads, int started)
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var options = new SessionOptions { IntraOpNumThreads = threads, LogId = "threads" };
        var before = CountThreads();
        using var session = new InferenceSession(OnnxModels.AddConstant(1), options);

        Assert.Equal(started, CountThreads() - before);
    }

    [Fact]
    public void GraphOptimizationLevel_Unknown_IsRefused()
    {
        using var options = new SessionOptions();

        Assert.Throws<OrtException>(() => options.GraphOptimizationLevel = (GraphOptimizationLevel)77);
        Assert.Equal(GraphOptimizationLevel.ORT_ENABLE_ALL, options.GraphOptimizationLevel);
    }

    [Fact]
    public void Text_WithAZeroInside_IsRefused()
    {
        using var options = new SessionOptions();

        Assert.Throws<ArgumentException>(() => options.LogId = "a\0b");
    }

    [Fact]
    public void RunOptions_EverySetting_IsKeptAndTakenByARun()
    {
        using var options = new RunOptions { LogId = "run", LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        using var session = new InferenceSession(OnnxModels.AddConstant(2, features: 1));
        using var x = OrtValue.CreateTensorValueFromMemory([40f], [1, 1]);

        using var outputs = session.Run(options, ["x"], [x], ["y"]);

        Assert.Equal(("run", OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, false), (options.LogId, options.LogSeverityLevel, options.Terminate));
        Assert.Equal(42, outputs[0].GetTensorDataAsSpan<float>()[0]);
    }

    [Fact]
    public void RunOptions_ConfigEntryThatMakesNoSense_FailsTheRun()
    {
        using var options = new RunOptions();
        options.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "toaster:9");
        using var session = new InferenceSession(OnnxModels.AddConstant(2, features: 1));
        using var x = OrtValue.CreateTensorValueFromMemory([40f], [1, 1]);

        Assert.Throws<OrtException>(() => session.Run(options, ["x"], [x], ["y"]));
    }

    private static float RunWith(SessionOptions options)
    {
        using var session = new InferenceSession(OnnxModels.AddConstant(2, features: 1), options);
        using var x = OrtValue.CreateTensorValueFromMemory([40f], [1, 1]);
        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["x"] = x });
        return outputs[0].GetTensorDataAsSpan<float>()[0];
    }

    private static int CountThreads() => Directory.GetDirectories("/proc/self/task").Length;
}
