using System.Diagnostics;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Demo;

public sealed class DemoTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly string[] Scenes = ["pets-ab", "pets-bandit", "pets-shadow"];

    [Fact]
    public async Task Demo_StartedTwiceAndInterrupted_ServesBothEndpointsAndLeavesNoProcess()
    {
        using var folder = new TemporaryFolder();

        var first = await RunAsync(folder, traffic: true);
        var second = await RunAsync(folder, traffic: false);

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(0, second.ExitCode);
        Assert.Empty(first.Left);
        Assert.Empty(second.Left);
        Assert.Equal("1", first.PetsVersions);
        Assert.Equal(first.Agents, second.Agents);
    }

    private static async Task<(int ExitCode, string PetsVersions, string Agents, IReadOnlyList<string> Left)> RunAsync(TemporaryFolder folder, bool traffic)
    {
        var port = FreePort.Block(100);
        string[] options = ["demo", "--data", folder.Path, "--port", $"{port}", .. traffic ? [] : new[] { "--no-traffic" }];
        await using var demo = RunningProgram.Start(ProductFiles.Web, options);
        await demo.WaitForLineAsync("Ctrl-C stops everything", Limit);

        using var api = new ApiClient(new Uri($"http://127.0.0.1:{port}/"));
        var split = await api.GetAsync("endpoints/pets/split");
        if (traffic)
        {
            await Eventually.BeTrueAsync("users are counted", async () => (await api.RequestTotalsAsync("pets")).Values.Sum() > 100, Limit);
            foreach (var scene in Scenes)
                await Eventually.BeTrueAsync($"the second version is asked at {scene}", async () => (await api.RequestTotalsAsync(scene)).GetValueOrDefault("v2") > 10, Limit);
        }

        var serving = string.Join(',', split.GetProperty("variants").EnumerateArray()
            .Where(v => v.GetProperty("weight").GetInt32() > 0).Select(v => v.GetProperty("version").GetInt32()));
        var agents = string.Join(',', (await api.AgentsAsync()).Select(a => a.Id).Order(StringComparer.Ordinal));

        var exitCode = await demo.InterruptAsync(Limit);
        return (exitCode, serving, agents, ProcessesNaming(folder.Path));
    }

    private static List<string> ProcessesNaming(string folder) =>
    [
        .. Process.GetProcesses().Select(CommandLineOf).Where(line => line.Contains(folder, StringComparison.Ordinal)),
    ];

    private static string CommandLineOf(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
