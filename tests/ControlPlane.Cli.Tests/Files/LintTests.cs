using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Files;

public sealed class LintTests
{
    private const string Head = "apiVersion: controlplane/v1\nkind: InferenceEndpoint\nmetadata:\n  name: pets\nspec:\n  model: pets\n";

    [Fact]
    public async Task Lint_FilesWithoutFault_IsDone()
    {
        var result = await LintAsync(Head + "  stableVersion: 1\n  guards:\n    minimumRequests: 20\n");

        Assert.Equal("1 declarations in 1 files, nothing wrong.", result.Done().Output.Trim());
    }

    [Theory]
    [InlineData("  stableVerson: 1\n", "7:3", "spec.stableVerson is an unknown key")]
    [InlineData("  stableVersion: one\n", "7:3", "spec.stableVersion is \"one\"; write a whole number")]
    [InlineData("  guards:\n    maximumErorShare: 1\n", "8:5", "spec.guards.maximumErorShare is an unknown key")]
    [InlineData("  model: other\n", "7:3", "model")]
    [InlineData("  stableVersion: [1\n", "8:1", "")]
    [InlineData("extra: 1\n", "7:1", "extra is an unknown key")]
    [InlineData("  eventClass: \"Bearer 0123456789abcdef0123\"\n", "7:3", "spec.eventClass holds what looks like a secret")]
    [InlineData("  password: x\n", "7:3", "spec.password is a secret by its name")]
    public async Task Lint_SomethingWrong_SaysLineAndColumn(string rest, string position, string problem)
    {
        var result = await LintAsync(Head + rest);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(result.Output.Split('\n'), line => line.Contains($".yaml:{position}: ", StringComparison.Ordinal) && line.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("apiVersion: v2\nkind: InferenceEndpoint\nmetadata: {name: pets}\nspec: {model: pets}\n", "1:1")]
    [InlineData("apiVersion: controlplane/v1\nkind: Pod\nmetadata: {name: pets}\nspec: {}\n", "2:1")]
    [InlineData("apiVersion: controlplane/v1\nkind: InferenceEndpoint\nmetadata: {name: Pets!}\nspec: {model: pets}\n", "3:12")]
    [InlineData("apiVersion: controlplane/v1\nkind: InferenceEndpoint\nmetadata: {name: pets}\n", "1:1")]
    [InlineData("just text\n", "1:1")]
    public async Task Lint_DocumentThatIsNone_SaysWhere(string text, string position)
    {
        var result = await LintAsync(text);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains($".yaml:{position}: ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_TwoFilesThatOwnOneThing_NamesBothPlaces()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("a.yaml"), Head);
        await File.WriteAllTextAsync(folder.Combine("b.yaml"), Head);

        var result = await new CliUnderTest().RunAsync("lint", "-f", folder.Path);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("b.yaml:4:3: metadata.name declares InferenceEndpoint pets, which", result.Output, StringComparison.Ordinal);
        Assert.Contains("a.yaml:4:3", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_SeveralDocumentsInOneFile_AreAllRead() =>
        Assert.StartsWith("2 declarations", (await LintAsync($"{Head}---\n{Head.Replace("name: pets", "name: cats", StringComparison.Ordinal)}")).Done().Output, StringComparison.Ordinal);

    [Fact]
    public async Task Lint_ExamplesOfTheDocs_AreWithoutFault()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "docs", "files.md"));
        var example = page.Split("```yaml\n")[1].Split("```")[0];

        Assert.StartsWith("6 declarations", (await LintAsync(example)).Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_AliasesThatMultiply_AreStopped()
    {
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 8).Select(n => $"a{n}: &a{n} [{string.Join(',', Enumerable.Repeat($"*a{n - 1}", 10))}]\n"));

        Assert.Equal(ExitCode.Usage, (await LintAsync(bomb)).Code);
    }

    [Fact]
    public async Task Apply_OfFilesWithAFault_SendsNothing()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("a.yaml"), Head + "  stableVerson: 1\n");
        var server = new ScriptedServer(ScriptedServer.Gone());

        var result = await CliUnderTest.Against(server).RunAsync("apply", "-f", folder.Path);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Empty(server.Asked);
    }

    private static async Task<CliResult> LintAsync(string text)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("a.yaml"), text);
        return await new CliUnderTest().RunAsync("lint", "-f", folder.Combine("a.yaml"));
    }
}
