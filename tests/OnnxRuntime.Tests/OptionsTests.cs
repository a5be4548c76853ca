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
    [MemberData(nameof(Settings))]
    public void Setting_Changed_ReachesTheSession(string expected, Action<SessionOptions> change)
    {
        const string logId = "setting-reaches-";
        using var options = new SessionOptions { LogId = logId, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO };
        Assert.DoesNotContain(expected, TakenBySession());

        change(options);

        Assert.Contains(expected, TakenBySession());

        string TakenBySession()
        {
            var taken = "";
            LogCapture.Listen(logId, line => taken += line.Message.StartsWith("Session Options", StringComparison.Ordinal) ? line.Message : "");
            using var session = new InferenceSession(OnnxModels.AddConstant(1), options);
            LogCapture.Stop(logId);
            return taken;
        }
    }

    public static TheoryData<string, Action<SessionOptions>> Settings() => new()
    {
        { "intra_op_param:OrtThreadPoolParams { thread_pool_size: 3 ", options => options.IntraOpNumThreads = 3 },
        { "inter_op_param:OrtThreadPoolParams { thread_pool_size: 2 ", options => options.InterOpNumThreads = 2 },
        { "session.intra_op.allow_spinning: 0", options => options.AllowSpinning = false },
        { "session.inter_op.allow_spinning: 0", options => options.AllowSpinning = false },
        { "graph_optimization_level:1 ", options => options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC },
        { "execution_mode:1 ", options => options.ExecutionMode = ExecutionMode.ORT_PARALLEL },
        { "enable_cpu_mem_arena:0 ", options => options.EnableCpuMemArena = false },
        { "enable_mem_pattern:0 ", options => options.EnableMemoryPattern = false },
        { "session_log_severity_level:0 ", options => options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE },
        { "session_logid:setting-reaches-it ", options => options.LogId = "setting-reaches-it" },
        { "session.set_denormal_as_zero: 1", options => options.AddSessionConfigEntry("session.set_denormal_as_zero", "1") },
    };

    [Fact]
    public void ConfigEntry_ThatMakesNoSense_FailsTheLoading()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 2 };
        options.AddSessionConfigEntry("session.intra_op_thread_affinities", "not a core");

        Assert.Throws<OrtException>(() => new InferenceSession(OnnxModels.AddConstant(1), options));
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
}
