using System.Text;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Tests.Api;

namespace ControlPlane.Web.Tests.Hosting;

/// <summary>Commands on the data folder of a control plane that runs meanwhile.</summary>
public sealed class AuditProgramTests
{
    [Fact]
    public async Task Verify_UntouchedThenChanged_AnswersByExitCode()
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.PreparePetsAsync();

        var (intact, sentence, _) = await RunAsync("audit", "verify", "--data", host.DataFolder);
        await AuditApiTests.TamperAsync(host, "UPDATE audit_entries SET Sentence = 'Nothing happened.' WHERE Sequence = 3");
        var (changed, finding, _) = await RunAsync("audit", "verify", "--data", host.DataFolder);

        Assert.Equal(0, intact);
        Assert.StartsWith("The audit is intact: 4 entries", sentence, StringComparison.Ordinal);
        Assert.Contains("Head: 4:", sentence, StringComparison.Ordinal);
        Assert.Equal(3, changed);
        Assert.StartsWith("The audit is not as it was written: entry 3 was changed", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WitnessOnTheCommandLine_IsAsked()
    {
        await using var host = await HostUnderTest.StartAsync();

        var (contradicted, finding, _) = await RunAsync("audit", "verify", "--data", host.DataFolder, "--witness", $"1:{new string('a', 64)}");
        var (malformed, _, problem) = await RunAsync("audit", "verify", "--data", host.DataFolder, "--witness", "one");

        Assert.Equal(3, contradicted);
        Assert.Contains("the command line keeps entry 1", finding, StringComparison.Ordinal);
        Assert.Equal(2, malformed);
        Assert.Contains("--witness", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_JsonLines_AreTheEntries()
    {
        await using var host = await HostUnderTest.StartAsync();
        using var raw = new MemoryStream();

        var exitCode = await new ControlPlaneProgram(TextWriter.Null, TextWriter.Null, raw, TimeProvider.System).RunAsync(["audit", "export", "--data", host.DataFolder]);

        Assert.Equal(0, exitCode);
        Assert.Contains("\"action\":\"audit-begun\"", Encoding.UTF8.GetString(raw.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit", "verify")]
    [InlineData("backup", "--Data:Backup:Keep=1")]
    public async Task Command_FolderWithoutADatabase_SaysSo(params string[] command)
    {
        var (exitCode, _, problem) = await RunAsync([.. command, "--data", "/nowhere/at/all"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("There is no database", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackupAndRestore_WhileTheControlPlaneRuns_TheFirstWorksAndTheSecondIsRefused()
    {
        await using var host = await HostUnderTest.StartAsync();

        var (made, sentence, _) = await RunAsync("backup", "--data", host.DataFolder);
        var (restored, _, problem) = await RunAsync("restore", "latest", "--data", host.DataFolder);

        Assert.Equal(0, made);
        Assert.Contains("1 entries of the audit, checked.", sentence, StringComparison.Ordinal);
        Assert.Equal(1, restored);
        Assert.Contains("Another control plane uses the data folder", problem, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F61")]
    public async Task Start_OnAFolderInUse_EndsWithASentenceAndAnExitCode()
    {
        await using var host = await HostUnderTest.StartAsync();

        var (exitCode, _, problem) = await RunAsync("--data", host.DataFolder, "--listen", "http://127.0.0.1:0");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("Another control plane uses the data folder", problem, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exitCode = await new ControlPlaneProgram(output, errors, Stream.Null, TimeProvider.System).RunAsync(args);
        return (exitCode, output.ToString(), errors.ToString());
    }
}
