using ControlPlane.TestKit;
using ControlPlane.TestKit.Documents;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Cli;

/// <summary>What the pages of the strategies say to type is understood, and means the same as the file beside it.</summary>
public sealed class StrategyPagesTests(ThreeAgents agents) : IClassFixture<ThreeAgents>
{
    private const string Endpoint = "pets";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Commands_OfEveryPage_PlanWhatTheFileBesideThemPlans()
    {
        for (var number = 1; number <= 3; number++)
            await agents.Installation.Api.RegisterAsync(Endpoint, OnnxModels.AddConstant(number));
        await agents.Installation.Api.PutEndpointAsync(Endpoint, Endpoint, stableVersion: 1);
        using var folder = new TemporaryFolder();
        var pages = MarkdownPage.All.Where(p => p.Path.StartsWith("docs/strategies/", StringComparison.Ordinal) && !p.Path.EndsWith("README.md", StringComparison.Ordinal)).ToList();

        foreach (var page in pages)
        {
            var file = folder.Combine($"{Path.GetFileNameWithoutExtension(page.Path)}.yaml");
            await File.WriteAllTextAsync(file, page.Blocks.Single(b => b.Kind == "yaml").Text);

            var typed = await PlanAsync(page.Blocks.Single(b => b.Kind == "sh").Text);
            var declared = await PlanAsync($"controlplane start {Endpoint} --file {file}");

            Assert.True(typed == declared, $"{page.Path}: the command plans\n{typed}\nand the file\n{declared}");
        }

        Assert.Equal(10, pages.Count);
    }

    // As a shell reads it, with its quotes and lines that go on.
    private async Task<string> PlanAsync(string command)
    {
        var script = $$"""
            export CONTROLPLANE_SERVER={{agents.Installation.Address}}
            controlplane() { dotnet '{{ProductFiles.Cli}}' "$@" --dry-run --output json; }
            {{command}}
            """;
        await using var shell = RunningProgram.StartCommand("bash", ["-c", script]);
        var code = await shell.WaitForExitAsync(Limit);
        Assert.True(code == 0, $"{command}\nended with {code}:\n{shell.Output}");
        Assert.Contains("\"steps\"", shell.Output, StringComparison.Ordinal);
        return shell.Output;
    }
}
