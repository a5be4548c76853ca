using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Cli;

/// <summary>The command line as CI uses it: a process against a control plane and an agent that are processes too.</summary>
public sealed class CommandLineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Status_Wait_ExitsWith6WhenTheRolloutIsTakenBack()
    {
        using var folder = new TemporaryFolder();
        await using var installation = await Installation.StartAsync(agents: 1);
        foreach (var number in new[] { 1, 2 })
        {
            await File.WriteAllBytesAsync(folder.Combine($"{number}.onnx"), OnnxModels.AddConstant(number));
            await CommandLine.DoAsync(installation, "models", "push", "adder", folder.Combine($"{number}.onnx"));
        }

        await CommandLine.DoAsync(installation, "endpoints", "put", "adder", "--model", "adder", "--stable", "1");
        await installation.WaitUntilConvergedAsync();
        Assert.Contains("fresh", await CommandLine.DoAsync(installation, "agents"), StringComparison.Ordinal);
        Assert.Contains("Traffic", await CommandLine.DoAsync(installation, "start", "adder", "--strategy", "canary", "--version", "2", "--dry-run"), StringComparison.Ordinal);
        await CommandLine.DoAsync(installation, "start", "adder", "--strategy", "canary", "--version", "2", "--hold", "10m");
        await using var waiting = CommandLine.Start(installation, "status", "adder", "--wait", "--timeout", "2m");
        await waiting.WaitForLineAsync("progressing", Limit);

        var back = await CommandLine.DoAsync(installation, "rollback", "adder", "--wait", "--reason", "it is only a test");
        var code = await waiting.WaitForExitAsync(Limit);

        Assert.Contains("1 of 1 agents have it in force", back, StringComparison.Ordinal);
        Assert.Equal(6, code);
        Assert.Contains("rolled-back", waiting.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', waiting.Output);
        Assert.Equal(5, (await CommandLine.RunAsync(installation, "watch", await RestartAsync(installation), "--timeout", "1s")).Code);
    }

    // Paused before it can end, so that waiting for it must run into its limit.
    private static async Task<string> RestartAsync(Installation installation)
    {
        await CommandLine.DoAsync(installation, "retry", "adder");
        await CommandLine.DoAsync(installation, "pause", "adder");
        return "adder";
    }
}
