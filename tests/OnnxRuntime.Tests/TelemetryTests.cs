using ControlPlane.OnnxRuntime.Native;
using ControlPlane.OnnxRuntime.Tests.Children;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class TelemetryTests
{
    [LinuxFact]
    public async Task Session_CreatedAndRun_OpensNeitherSocketNorFile()
    {
        using var child = new ChildProcess();

        var lines = await child.RunAsync(ChildVerbs.Observe);

        Assert.Equal(["switch 1"], lines);
    }

    [LinuxFact]
    public async Task Session_CreatedWithTelemetry_IsCaughtByTheSameObservation()
    {
        using var child = new ChildProcess();

        var lines = await child.RunAsync(ChildVerbs.ObserveWithTelemetry);

        Assert.Equal("switch 0", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("opened ", StringComparison.Ordinal) && line.Contains("/.onnxruntime/", StringComparison.Ordinal));
    }

    [Fact]
    public void Switch_LibraryLoaded_IsSetForNativeCodeAndForChildren()
    {
        _ = OrtLibrary.Version;

        Assert.Equal("1", CEnvironment.Get(OrtLibrary.TelemetrySwitch));
        Assert.Equal("1", Environment.GetEnvironmentVariable(OrtLibrary.TelemetrySwitch));
    }

    [LinuxFact]
    public void Environment_ChangedByDotNetAlone_DoesNotReachNativeCode()
    {
        Environment.SetEnvironmentVariable("ONNXRUNTIME_TESTS_PROBE", "1");

        Assert.Null(CEnvironment.Get("ONNXRUNTIME_TESTS_PROBE"));
    }
}
