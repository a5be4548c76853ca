using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Files;

/// <summary>Files against a real control plane.</summary>
[Collection(RealControlPlane.Collection)]
public sealed class ApplyTests(RealControlPlane real)
{
    [Fact]
    public async Task Apply_Twice_ChangesNothingTheSecondTime()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "twice", 1, "  guards:\n    minimumRequests: 50\n  drift:\n    window: 10m\n");
        await File.WriteAllTextAsync(
            folder.Combine("template.yaml"),
            "apiVersion: controlplane/v1\nkind: AnalysisTemplate\nmetadata:\n  name: twice\nspec:\n  parameters:\n    - name: limit\n      type: number\n      default: 0.05\n  checks:\n    - metric: error-share\n      maximum: \"{{args.limit}}\"\n");
        await File.WriteAllTextAsync(folder.Combine("aliases.yaml"), "apiVersion: controlplane/v1\nkind: RegisteredModel\nmetadata:\n  name: adder\nspec:\n  aliases:\n    twice: 2\n");

        var before = await real.Cli.RunAsync("diff", "-f", folder.Path);
        var first = await real.Cli.RunAsync("apply", "-f", folder.Path);
        var after = await real.Cli.RunAsync("diff", "-f", folder.Path);
        var second = await real.Cli.RunAsync("apply", "-f", folder.Path);

        Assert.Equal(ExitCode.Differs, before.Code);
        Assert.Equal(["created AnalysisTemplate twice", "changed RegisteredModel adder", "created InferenceEndpoint twice"], LinesOf(first.Done()));
        Assert.True(after.Code == ExitCode.Done, after.Output);
        Assert.Equal(["unchanged AnalysisTemplate twice", "unchanged RegisteredModel adder", "unchanged InferenceEndpoint twice"], LinesOf(second.Done()));
    }

    [Fact]
    public async Task Apply_FieldThatPeopleOwn_StaysAsTheySetIt()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "shared", 1);
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        (await real.Cli.RunAsync("endpoints", "put", "shared", "--model", "adder", "--stable", "1", "--reason", "by hand", "-f", await BodyAsync(folder))).Done();
        await WriteAsync(folder, "shared", 1, "  segmentAttributes: [region]\n");

        var shown = await real.Cli.RunAsync("diff", "-f", folder.Combine("shared.yaml"), "--all");
        (await real.Cli.RunAsync("apply", "-f", folder.Combine("shared.yaml"))).Done();
        var endpoint = (await real.Cli.RunAsync("get", "endpoint", "shared", "-o", "json")).Done().Json;

        Assert.Equal("spam", endpoint.GetProperty("eventClass").GetString());
        Assert.Equal(["region"], endpoint.GetProperty("segmentAttributes").EnumerateArray().Select(s => s.GetString()));
        Assert.Contains(LinesOf(shown), line => line.Contains("eventClass", StringComparison.Ordinal) && line.EndsWith("people", StringComparison.Ordinal));
        Assert.Contains(LinesOf(shown), line => line.Contains("segmentAttributes", StringComparison.Ordinal) && line.Contains("shared.yaml:8:3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apply_AfterARollback_LeavesTheVersionAwayUntilTheFileNamesAnother()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "careful", 1);
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        await WriteAsync(folder, "careful", 2);
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        (await real.Cli.RunAsync("rollback", "careful", "--reason", "it calls cats dogs")).Done();

        var kept = await real.Cli.RunAsync("apply", "-f", folder.Path);
        var stableAfterApply = await StableAsync("careful");
        await WriteAsync(folder, "careful", 1);
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();

        Assert.Contains("note: version 2 was taken back", kept.Done().Output, StringComparison.Ordinal);
        Assert.Equal(1, stableAfterApply);
    }

    [Fact]
    public async Task Apply_AfterARolloutPromoted_LeavesItsVersionUntilTheFileNamesAnother()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "promoted", 1);
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        (await real.Cli.RunAsync("start", "promoted", "--strategy", "canary", "--version", "2", "--hold", "1h", "--bake", "1s")).Done();
        (await real.Cli.RunAsync("promote", "promoted", "--full", "--reason", "it is better")).Done();
        (await real.Cli.RunAsync("status", "promoted", "--wait", "--timeout", "60s")).Done();

        var diff = await real.Cli.RunAsync("diff", "-f", folder.Path);
        var kept = await real.Cli.RunAsync("apply", "-f", folder.Path);
        var stableAfterApply = await StableAsync("promoted");
        await WriteAsync(folder, "promoted", 2);
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        await WriteAsync(folder, "promoted", 1);
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();

        Assert.True(diff.Code == ExitCode.Done, diff.Output);
        Assert.Contains(" made version 2 the stable one, and it stays until the file names another than 1", kept.Done().Output, StringComparison.Ordinal);
        Assert.Equal(2, stableAfterApply);
        Assert.Equal(1, await StableAsync("promoted"));
    }

    [Fact]
    public async Task Apply_AfterARollbackThatAPersonTookBack_FollowsTheFileAgain()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "retaken", 1);
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        await WriteAsync(folder, "retaken", 2);
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        (await real.Cli.RunAsync("rollback", "retaken")).Done();
        (await real.Cli.RunAsync("set-weight", "retaken", "2=50", "--reason", "it was the network")).Done();

        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();

        Assert.Equal(2, await StableAsync("retaken"));
    }

    [Fact]
    public async Task Export_ThenDiff_FindsNothing()
    {
        using var folder = new TemporaryFolder();
        (await real.Cli.RunAsync("models", "alias", "adder", "exported", "1")).Done();
        await WriteAsync(folder, "exported", 1, "  guards:\n    minimumRequests: 50\n");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();

        (await real.Cli.RunAsync("export", "--folder", folder.Combine("out"))).Done();
        var lint = await real.Cli.RunAsync("lint", "-f", folder.Combine("out"));
        var diff = await real.Cli.RunAsync("diff", "-f", folder.Combine("out"));

        Assert.True(File.Exists(folder.Combine("out", "InferenceEndpoint", "exported.yaml")));
        Assert.True(lint.Code == ExitCode.Done, lint.Output);
        Assert.True(diff.Code == ExitCode.Done, diff.Output);
    }

    [Fact]
    public async Task Apply_EndpointOfAModelThatDoesNotExist_SaysTheFile()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("lost.yaml"), "apiVersion: controlplane/v1\nkind: InferenceEndpoint\nmetadata:\n  name: lost\nspec:\n  model: nowhere\n  stableVersion: 1\n");

        var result = await real.Cli.RunAsync("apply", "-f", folder.Path);

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Contains("lost.yaml:4:3", result.Error, StringComparison.Ordinal);
    }

    private static Task WriteAsync(TemporaryFolder folder, string endpoint, int stable, string more = "") => File.WriteAllTextAsync(
        folder.Combine($"{endpoint}.yaml"),
        $"apiVersion: controlplane/v1\nkind: InferenceEndpoint\nmetadata:\n  name: {endpoint}\nspec:\n  model: adder\n  stableVersion: {stable}\n{more}");

    private static async Task<string> BodyAsync(TemporaryFolder folder)
    {
        var path = folder.Combine("body.txt");
        await File.WriteAllTextAsync(path, "eventClass: spam\n");
        return path;
    }

    private static IReadOnlyList<string> LinesOf(CliResult result) => [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private async Task<int> StableAsync(string endpoint) => (await real.Cli.RunAsync("get", "endpoint", endpoint, "-o", "json")).Done().Json.GetProperty("stableVersion").GetInt32();
}
