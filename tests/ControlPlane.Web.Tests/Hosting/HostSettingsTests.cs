using ControlPlane.TestKit;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Tests.Hosting;

public sealed class HostSettingsTests
{
    [Fact]
    public void Read_ListeningForOtherMachinesWithoutTls_IsRefusedUnlessSaidSo()
    {
        var refusal = HostSettings.Read(["--listen", "http://0.0.0.0:5080"]).Refusal!;

        Assert.Contains("AllowPlainHttp", Assert.Single(refusal.Fields).Problem, StringComparison.Ordinal);
        Assert.True(HostSettings.Read(["--listen", "http://0.0.0.0:5080", "--Server:AllowPlainHttp", "true"]).IsAccepted);
        Assert.True(HostSettings.Read(["--listen", "http://127.0.0.1:5080"]).IsAccepted);
        Assert.Contains("certificate", HostSettings.Read(["--listen", "https://0.0.0.0:5080"]).Refusal!.Fields.Single().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Nothing_ListensOnThisMachineOnly()
    {
        var settings = HostSettings.Read([]).Value;

        Assert.Equal("http://127.0.0.1:5080", settings.Server.Listen);
        Assert.True(settings.Server.IsLoopback);
        Assert.Equal(2_147_483_647, settings.Data.ArtifactLimit);
    }

    [Fact]
    public void Read_FlagAndFile_TheFlagWins()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("settings.json");
        File.WriteAllText(file, """{"Server": {"Listen": "http://127.0.0.1:1"}, "Data": {"Folder": "from-file", "Retention": {"OneSecond": "00:20:00"}}}""");

        var settings = HostSettings.Read(["--config", file, "--listen=http://127.0.0.1:2"]).Value;

        Assert.Equal(("http://127.0.0.1:2", "from-file"), (settings.Server.Listen, settings.Data.Folder));
        Assert.Equal(TimeSpan.FromMinutes(20), settings.Data.Retention.OneSecond);
    }

    [Fact]
    public void Read_ManyMistakes_NamesThemAllAtOnce()
    {
        var refusal = HostSettings.Read(
        [
            "--listen", "nowhere", "--Data:ArtifactLimit", "-1", "--Realtime:SendTimeout", "soon", "--Realtime:Speed", "1", "--Elsewhere:X", "1", "--frobnicate", "stray",
        ]).Refusal!;

        Assert.Equal("configuration_invalid", refusal.Code);
        Assert.Equal(
            ["--frobnicate", "Data:ArtifactLimit", "Elsewhere", "Realtime:SendTimeout", "Realtime:Speed", "Server:Listen", "stray"],
            refusal.Fields.Select(f => f.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_AFlagWithoutItsValue_IsAProblem()
    {
        var refusal = HostSettings.Read(["--listen"]).Refusal!;

        Assert.Equal("has no value", refusal.Fields.Single().Problem);
    }

    [Fact]
    public void Read_AFileThatIsNotThere_IsAProblem()
    {
        var refusal = HostSettings.Read(["--config", "/nowhere/settings.json"]).Refusal!;

        Assert.Equal("--config", refusal.Fields.Single().Field);
    }

    [Fact]
    public async Task Run_WithAWrongConfiguration_PrintsEveryProblemAndEndsWith2()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var exitCode = await new ControlPlaneProgram(output, errors, Stream.Null, TimeProvider.System).RunAsync(["--listen", "nowhere", "--unknown"]);

        Assert.Equal(2, exitCode);
        Assert.Contains("Server:Listen", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("--unknown", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TheDemoWithAWrongPort_EndsWith2()
    {
        using var errors = new StringWriter();

        var exitCode = await new ControlPlaneProgram(TextWriter.Null, errors, Stream.Null, TimeProvider.System).RunAsync(["demo", "--port", "80", "--agents", "many"]);

        Assert.Equal(2, exitCode);
        Assert.Contains("Demo:Port", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("Demo:Agents", errors.ToString(), StringComparison.Ordinal);
    }
}
