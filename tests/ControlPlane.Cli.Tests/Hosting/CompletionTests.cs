using System.Diagnostics;
using ControlPlane.Cli.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Hosting;

public sealed class CompletionTests
{
    [Fact]
    public async Task Suggest_AtTheBeginningOfAWord_NamesWhatFits()
    {
        var found = await new CliUnderTest().RunAsync("[suggest:16]", "controlplane roll");

        Assert.Equal(["rollback"], found.Done().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()).Where(l => l.StartsWith("roll", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Completion_OfAShell_AsksTheProgram(string shell) =>
        Assert.Contains("[suggest:", (await new CliUnderTest().RunAsync("completion", shell)).Done().Output, StringComparison.Ordinal);

    [Fact]
    public async Task Completion_OfAnUnknownShell_IsAUsageError() =>
        Assert.Equal(ExitCode.Usage, (await new CliUnderTest().RunAsync("completion", "cmd")).Code);

    [Fact]
    public async Task Completion_InARealBash_OffersTheVerbsThatFit()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("complete.sh"), (await new CliUnderTest().RunAsync("completion", "bash")).Done().Output);
        var program = Path.Combine(Repository.Folder, "artifacts", "bin", "ControlPlane.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "controlplane.dll");

        // What the shell does when somebody types "controlplane roll" and presses the tab key.
        var typed = $"controlplane() {{ dotnet '{program}' \"$@\"; }}; source complete.sh; COMP_LINE='controlplane roll' COMP_POINT=17 COMP_WORDS=(controlplane roll) COMP_CWORD=1; _controlplane; echo \"${{COMPREPLY[*]}}\"";
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", typed]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true })!;
        var offered = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();

        Assert.Equal("rollback", offered.Trim());
    }
}
