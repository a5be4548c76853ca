using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Files;

[Collection(RealControlPlane.Collection)]
public sealed class PruneTests(RealControlPlane real)
{
    [Fact]
    public async Task Prune_ThingThatLeftTheFiles_IsShownByDiffAndDeletedOnlyWithItsLabel()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync("kept", "{team: prune}");
        await folder.WriteEndpointAsync("gone", "{team: prune}");
        await folder.WriteEndpointAsync("foreign", "{team: other}");
        await folder.WriteEndpointAsync("unlabelled");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        foreach (var name in (string[])["gone", "foreign", "unlabelled"])
            File.Delete(folder.Combine($"{name}.yaml"));

        var shown = await real.Cli.RunAsync("diff", "-f", folder.Path, "--prune", "--label", "team=prune");
        var applied = await real.Cli.RunAsync("apply", "-f", folder.Path, "--prune", "--label", "team=prune", "--yes");
        var again = await real.Cli.RunAsync("apply", "-f", folder.Path, "--prune", "--label", "team=prune", "--yes");

        Assert.Equal(ExitCode.Differs, shown.Code);
        Assert.Contains("gone InferenceEndpoint gone: it is deleted", shown.Output, StringComparison.Ordinal);
        Assert.Equal(["unchanged InferenceEndpoint kept", "pruned InferenceEndpoint gone"], LinesOf(applied));
        Assert.Equal("unchanged InferenceEndpoint kept", again.Done().Output.Trim());
        Assert.False(await ExistsAsync("gone"));
        Assert.True(await ExistsAsync("kept") && await ExistsAsync("foreign") && await ExistsAsync("unlabelled"));
    }

    [Fact]
    public async Task Prune_NobodyToAsk_NeedsYesAndDoesNothing()
    {
        using var folder = await GoneAsync("asked");

        var result = await real.Cli.RunAsync("apply", "-f", folder.Path, "--prune", "--label", "team=asked");

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("is missing and 1 thing would be pruned", result.Error, StringComparison.Ordinal);
        Assert.True(await ExistsAsync("asked"));
    }

    [Theory]
    [InlineData("n", true)]
    [InlineData("", true)]
    [InlineData("y", false)]
    public async Task Prune_AtATerminal_Asks(string answer, bool stays)
    {
        var name = $"terminal-{(answer.Length == 0 ? "none" : answer)}";
        using var folder = await GoneAsync(name);
        var cli = new CliUnderTest { IsInputTerminal = true, Input = $"{answer}\n" };
        cli.Variables[CliSurroundings.ServerVariable] = real.Installation.Address.ToString();

        var result = await cli.RunAsync("apply", "-f", folder.Path, "--prune", "--label", $"team={name}");

        Assert.Contains("Prune 1? [y/N]", result.Error, StringComparison.Ordinal);
        Assert.Equal(stays, await ExistsAsync(name));
    }

    [Theory]
    [InlineData("--prune")]
    [InlineData("--label", "team=x")]
    [InlineData("--prune", "--label", "team")]
    public async Task Prune_LabelMissingOrWrong_IsAUsageError(params string[] options)
    {
        using var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync("any");

        Assert.Equal(ExitCode.Usage, (await real.Cli.RunAsync(["diff", "-f", folder.Path, .. options])).Code);
    }

    [Fact]
    public async Task Prune_RolloutFreezeWindowAndTemplate_AreEndedTakenOutAndDeleted()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync("bare");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        await folder.WriteAsync("window.yaml", "FreezeWindow", "bare-window", "  endpoints: [bare]\n  from: 2030-12-24T00:00:00Z\n  to: 2030-12-27T00:00:00Z\n  reason: holidays\n", "{team: bare}");
        await folder.WriteAsync("rollout.yaml", "Rollout", "bare-next", "  endpoint: bare\n  strategy: canary\n  versions: [2]\n", "{team: bare}");
        await folder.WriteAsync("template.yaml", "AnalysisTemplate", "bare-template", "  checks:\n    - metric: error-share\n      maximum: 0.1\n", "{team: bare}");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        foreach (var file in (string[])["window", "rollout", "template"])
            File.Delete(folder.Combine($"{file}.yaml"));

        var pruned = (await real.Cli.RunAsync("apply", "-f", folder.Path, "--prune", "--label", "team=bare", "--yes")).Done();
        var endpoint = (await real.Cli.RunAsync("get", "endpoint", "bare", "-o", "json")).Done().Json;
        var rollouts = (await real.Cli.RunAsync("list", "rollouts", "--endpoint", "bare", "-o", "json")).Done().Json;

        Assert.Equal(
            ["unchanged InferenceEndpoint bare", "pruned Rollout bare-next", "pruned FreezeWindow bare-window", "pruned AnalysisTemplate bare-template"], LinesOf(pruned));
        Assert.Empty(endpoint.GetProperty("schedule").GetProperty("freezes").EnumerateArray());
        Assert.Contains(rollouts.GetProperty("items")[0].GetProperty("phase").GetString(), (string[])["rolling-back", "aborted", "rolled-back"]);
        Assert.Equal(ExitCode.Refused, (await real.Cli.RunAsync("get", "template", "bare-template")).Code);
    }

    // What was done, without the notes beneath it.
    private static IReadOnlyList<string> LinesOf(CliResult result) => [.. result.Done().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != ' ')];

    private async Task<TemporaryFolder> GoneAsync(string name)
    {
        var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync(name, $"{{team: {name}}}");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        File.Delete(folder.Combine($"{name}.yaml"));
        return folder;
    }

    private async Task<bool> ExistsAsync(string endpoint) => (await real.Cli.RunAsync("get", "endpoint", endpoint)).Code == ExitCode.Done;
}
