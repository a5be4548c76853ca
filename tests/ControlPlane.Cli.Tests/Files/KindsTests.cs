using System.Security.Cryptography;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Cli.Tests.Files;

/// <summary>Every kind against a real control plane.</summary>
[Collection(RealControlPlane.Collection)]
public sealed class KindsTests(RealControlPlane real)
{
    private const string Window = "  endpoints: [ENDPOINT]\n  from: 2030-12-24T00:00:00Z\n  to: 2030-12-27T00:00:00Z\n  reason: holidays\n";

    [Fact]
    public async Task Apply_EveryKindTwice_ChangesNothingTheSecondTime()
    {
        using var folder = new TemporaryFolder();
        await WriteModelsAsync(folder, 1, 2);
        await folder.WriteAsync("model.yaml", "RegisteredModel", "all-kinds", "  description: every kind\n  versions:\n    - file: 1.onnx\n      tags: [first]\n      origin: {commit: abc, metrics: {accuracy: 0.97}}\n    - file: 2.onnx\n  aliases:\n    champion: 1\n    next: models:/all-kinds/2\n");
        await folder.WriteAsync("endpoint.yaml", "InferenceEndpoint", "all-kinds", "  model: all-kinds\n  stableVersion: 1\n");
        await folder.WriteAsync("flagged.yaml", "InferenceEndpoint", "all-kinds-flag", "  model: all-kinds\n  stableVersion: 1\n");
        await folder.WriteAsync("template.yaml", "AnalysisTemplate", "all-kinds", "  checks:\n    - metric: error-share\n      maximum: 0.1\n");
        await folder.WriteAsync("window.yaml", "FreezeWindow", "all-kinds", WindowOf("all-kinds"));
        await folder.WriteAsync("rollout.yaml", "Rollout", "all-kinds", "  endpoint: all-kinds\n  strategy: canary\n  versions: [\"models:/all-kinds@next\"]\n  hold: 10m\n");
        await folder.WriteAsync("flag.yaml", "FeatureFlag", "all-kinds", "  endpoint: all-kinds-flag\n  versions: [2]\n  segment:\n    - {attribute: x-region, operator: in, values: [au]}\n");

        var before = await real.Cli.RunAsync("diff", "-f", folder.Path);
        var first = await real.Cli.RunAsync("apply", "-f", folder.Path);
        var between = await real.Cli.RunAsync("diff", "-f", folder.Path);
        var second = await real.Cli.RunAsync("apply", "-f", folder.Path);
        var model = (await real.Cli.RunAsync("get", "model", "all-kinds", "-o", "json")).Done().Json;

        Assert.True(before.Code == ExitCode.Differs, before.Error);
        Assert.Equal(7, first.Done().Output.Split('\n').Count(l => l.StartsWith("created", StringComparison.Ordinal) || l.StartsWith("changed", StringComparison.Ordinal)));
        Assert.True(between.Code == ExitCode.Done, between.Output + between.Error);
        Assert.Equal(7, second.Done().Output.Split('\n').Count(l => l.StartsWith("unchanged", StringComparison.Ordinal)));
        Assert.Equal("every kind", model.GetProperty("description").GetString());
        Assert.Equal(0.97, model.GetProperty("versions")[1].GetProperty("origin").GetProperty("metrics").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public async Task Apply_RolloutThatWasTakenBack_StaysAwayUntilTheFileNamesAnotherVersion()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync("taken-back");
        await folder.WriteAsync("rollout.yaml", "Rollout", "taken-back", "  endpoint: taken-back\n  strategy: canary\n  versions: [2]\n");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        (await real.Cli.RunAsync("abort", "taken-back", "--reason", "it calls cats dogs")).Done();

        var kept = await real.Cli.RunAsync("apply", "-f", folder.Path);
        await folder.WriteAsync("rollout.yaml", "Rollout", "taken-back", "  endpoint: taken-back\n  strategy: canary\n  versions: [2]\n  hold: 1h\n");
        var reworded = await real.Cli.RunAsync("apply", "-f", folder.Path);
        await folder.WriteAsync("rollout.yaml", "Rollout", "taken-back", "  endpoint: taken-back\n  strategy: canary\n  versions: [3]\n  onBusy: queue\n");
        await File.WriteAllBytesAsync(folder.Combine("3.onnx"), OnnxModels.AddConstant(3));
        (await real.Cli.RunAsync("models", "push", "adder", folder.Combine("3.onnx"))).Done();
        var other = await real.Cli.RunAsync("apply", "-f", folder.Path);

        foreach (var result in (CliResult[])[kept, reworded])
        {
            Assert.Contains("unchanged Rollout taken-back", result.Done().Output, StringComparison.Ordinal);
            Assert.Contains("version 2 was taken back and stays away until the file names another", result.Output, StringComparison.Ordinal);
        }

        Assert.Contains("created Rollout taken-back", other.Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_RolloutThatIsReworded_KeepsTheShapeItBeganWithAndNoLaterApplyFails()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync("reworded");
        await folder.WriteAsync("rollout.yaml", "Rollout", "reworded", "  endpoint: reworded\n  strategy: canary\n  versions: [2]\n  hold: 1h\n");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        await folder.WriteAsync("rollout.yaml", "Rollout", "reworded", "  endpoint: reworded\n  strategy: canary\n  versions: [2]\n  hold: 2h\n");

        var running = (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        (await real.Cli.RunAsync("abort", "reworded", "--reason", "enough")).Done();
        await folder.WriteAsync("rollout.yaml", "Rollout", "reworded", "  endpoint: reworded\n  strategy: recreate\n  versions: [2]\n");
        var otherStrategy = (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();

        Assert.Contains("It keeps the shape it began with", running.Output, StringComparison.Ordinal);
        Assert.Contains("unchanged Rollout reworded", running.Output, StringComparison.Ordinal);
        Assert.Contains("version 2 was taken back and stays away until the file names another", otherStrategy.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_VersionWhoseBytesAreNotTheFilesDigest_IsRefusedAndNothingIsRegistered()
    {
        using var folder = new TemporaryFolder();
        await WriteModelsAsync(folder, 1);
        await folder.WriteAsync("model.yaml", "RegisteredModel", "wrong-bytes", $"  versions:\n    - file: 1.onnx\n      digest: {new string('a', 64)}\n");

        var result = await real.Cli.RunAsync("apply", "-f", folder.Path);

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Contains("has digest", result.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await real.Cli.RunAsync("get", "model", "wrong-bytes")).Code);
    }

    [Fact]
    public async Task Apply_VersionByDigestAlone_IsFoundInTheFolderOfModels()
    {
        using var folder = new TemporaryFolder();
        var bytes = OnnxModels.AddConstant(11);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Directory.CreateDirectory(folder.Combine("models"));
        await File.WriteAllBytesAsync(folder.Combine("models", $"{digest}.onnx"), bytes);
        await folder.WriteAsync("model.yaml", "RegisteredModel", "by-digest", $"  versions:\n    - digest: {digest}\n");

        var without = await real.Cli.RunAsync("apply", "-f", folder.Path);
        var with = await real.Cli.RunAsync("apply", "-f", folder.Path, "--models", folder.Combine("models"));

        Assert.Equal(ExitCode.Usage, without.Code);
        Assert.Contains("its bytes", without.Error, StringComparison.Ordinal);
        Assert.Equal("created RegisteredModel by-digest", with.Done().Output.Trim());
    }

    [Fact]
    public async Task Apply_VersionWithAnotherNumberThanHere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await WriteModelsAsync(folder, 1);
        await folder.WriteAsync("model.yaml", "RegisteredModel", "numbered", "  versions:\n    - file: 1.onnx\n      number: 3\n");

        var result = await real.Cli.RunAsync("apply", "-f", folder.Path);

        Assert.NotEqual(ExitCode.Done, result.Code);
        Assert.Contains("is version 3 in the file, here it would become 1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_FreezeWindowThatMoved_ReplacesTheOldOneAndLeavesOthers()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("body.txt"), "schedule: {freezes: [{from: 2031-01-01T00:00:00Z, to: 2031-01-02T00:00:00Z, reason: by hand}]}\n");
        (await real.Cli.RunAsync("endpoints", "put", "frozen", "--model", "adder", "--stable", "1", "-f", folder.Combine("body.txt"))).Done();
        await folder.WriteAsync("window.yaml", "FreezeWindow", "moved", WindowOf("frozen"));
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        await folder.WriteAsync("window.yaml", "FreezeWindow", "moved", WindowOf("frozen").Replace("2030-12-27", "2030-12-29", StringComparison.Ordinal));

        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        var freezes = (await real.Cli.RunAsync("get", "endpoint", "frozen", "-o", "json")).Done().Json.GetProperty("schedule").GetProperty("freezes").EnumerateArray().ToList();

        Assert.Equal(["by hand", "holidays"], freezes.Select(f => f.GetProperty("reason").GetString()));
        Assert.Equal(29, freezes[1].GetProperty("to").GetDateTimeOffset().Day);
    }

    [Theory]
    [InlineData("Rollout", "  endpoint: x\n  versions: [2]\n", "spec lacks strategy")]
    [InlineData("FeatureFlag", "  endpoint: x\n  strategy: canary\n", "spec.strategy is an unknown key")]
    [InlineData("FreezeWindow", "  endpoints: [x]\n  from: now\n", "spec lacks to")]
    [InlineData("RegisteredModel", "  version: 1\n", "spec.version is an unknown key")]
    [InlineData("Rollout", "  endpoint: x\n  strategy: canary\n  reason: \"Bearer 0123456789abcdef0123\"\n", "spec.reason holds what looks like a secret")]
    public async Task Lint_OfANewKind_SaysWhatIsWrong(string kind, string spec, string problem)
    {
        using var folder = new TemporaryFolder();
        await folder.WriteAsync("a.yaml", kind, "x", spec);

        var result = await new CliUnderTest().RunAsync("lint", "-f", folder.Path);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains(problem, result.Output, StringComparison.Ordinal);
    }

    private static string WindowOf(string endpoint) => Window.Replace("ENDPOINT", endpoint, StringComparison.Ordinal);

    private static async Task WriteModelsAsync(TemporaryFolder folder, params int[] constants)
    {
        foreach (var constant in constants)
            await File.WriteAllBytesAsync(folder.Combine($"{constant}.onnx"), OnnxModels.AddConstant(constant + 20));
    }
}
