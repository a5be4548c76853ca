using ControlPlane.Cli.Hosting;

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
}
