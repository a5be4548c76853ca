using ControlPlane.OnnxRuntime.Tests.Children;

namespace ControlPlane.OnnxRuntime.Tests;

public sealed class LibraryLoadingTests
{
    [Fact]
    public void Version_LibraryLoaded_IsWhatTheEnvironmentSays()
    {
        Assert.Matches(@"^1\.\d+\.\d+$", OrtLibrary.Version);
        Assert.Equal(OrtLibrary.Version, OrtEnv.Instance().GetVersionString());
    }

    [Fact]
    public void BuildInfo_LibraryLoaded_ComesFromItsPlaceInTheTable() => Assert.StartsWith("ORT Build Info:", OrtLibrary.BuildInfo);

    [Fact]
    public void Path_SetAfterLoading_IsRefused()
    {
        _ = OrtLibrary.Version;

        Assert.Throws<InvalidOperationException>(() => OrtLibrary.Path = "elsewhere");
        Assert.Null(OrtLibrary.Path);
    }

    [LinuxFact]
    public async Task Path_NamesACopyElsewhere_LoadsThatOne()
    {
        using var child = new ChildProcess();
        var folder = Directory.CreateTempSubdirectory("onnxruntime-tests-");
        var link = Path.Combine(folder.FullName, "engine.so");
        File.CreateSymbolicLink(link, Path.Combine(AppContext.BaseDirectory, "libonnxruntime.so.1"));

        var lines = await child.RunAsync(ChildVerbs.LoadFrom, link);

        folder.Delete(recursive: true);
        Assert.Equal([OrtLibrary.Version], lines);
    }

    [Fact]
    public async Task Path_NamesNoFile_SaysWhatToDo()
    {
        using var child = new ChildProcess();

        var lines = await child.RunAsync(ChildVerbs.LoadFrom, "/nowhere/engine.so");

        Assert.Equal(nameof(DllNotFoundException), lines[0]);
        Assert.StartsWith("ONNX Runtime could not be loaded from /nowhere/engine.so; put ", lines[1]);
    }

    [LinuxFact]
    public async Task Path_NamesAnotherLibrary_SaysSo()
    {
        using var child = new ChildProcess();

        var lines = await child.RunAsync(ChildVerbs.LoadFrom, "libc.so.6");

        Assert.Equal([nameof(NotSupportedException), "The library is not ONNX Runtime: it has no OrtGetApiBase."], lines);
    }
}
