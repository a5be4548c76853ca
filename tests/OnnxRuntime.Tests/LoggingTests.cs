using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class LoggingTests
{
    [Fact]
    public void Session_Verbose_WritesIntoTheEnvironmentsFunction()
    {
        var lines = Capture("logging-verbose-", OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE);

        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            Assert.Contains("logging-verbose-", line.LogId);
            Assert.Equal("onnxruntime", line.Category);
            Assert.NotEmpty(line.CodeLocation);
            Assert.NotEmpty(line.Message);
        });
        Assert.Contains(lines, line => line.Level == OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO);
    }

    [Fact]
    public void Session_ErrorsOnly_WritesNothingWhenAllGoesWell() =>
        Assert.Empty(Capture("logging-errors-", OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR));

    [Fact]
    public void Function_Throws_LosesTheLineAndNotTheProcess()
    {
        var heard = 0;
        LogCapture.Listen("logging-throws-", _ =>
        {
            heard++;
            throw new InvalidOperationException("a listener that breaks its promise");
        });

        CreateAndRun("logging-throws-", OrtLoggingLevel.ORT_LOGGING_LEVEL_VERBOSE);

        LogCapture.Stop("logging-throws-");
        Assert.NotEqual(0, heard);
    }

    [Fact]
    public void Environment_MadeTwice_IsRefused()
    {
        Assert.True(OrtEnv.IsCreated);
        Assert.Same(OrtEnv.Instance(), OrtEnv.Instance());
        Assert.Throws<InvalidOperationException>(() => OrtEnv.CreateInstanceWithOptions(new EnvironmentCreationOptions()));
    }

    private static List<LogLine> Capture(string logId, OrtLoggingLevel level)
    {
        var lines = new List<LogLine>();
        LogCapture.Listen(logId, lines.Add);
        CreateAndRun(logId, level);
        LogCapture.Stop(logId);
        return lines;
    }

    private static void CreateAndRun(string logId, OrtLoggingLevel level)
    {
        using var options = new SessionOptions { LogId = logId, LogSeverityLevel = level, IntraOpNumThreads = 1 };
        using var session = new InferenceSession(OnnxModels.AddConstant(1, features: 1), options);
        using var x = OrtValue.CreateTensorValueFromMemory([1f], [1, 1]);
        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["x"] = x });
    }
}
