using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Cli;

/// <summary>The real command line as a process of its own.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static RunningProgram Start(Installation installation, params IReadOnlyList<string> arguments) =>
        RunningProgram.Start(ProductFiles.Cli, [.. arguments, "--server", installation.Address.ToString()]);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Exit code, and everything printed.</returns>
    public static async Task<(int Code, string Output)> RunAsync(Installation installation, params IReadOnlyList<string> arguments)
    {
        await using var program = Start(installation, arguments);
        var code = await program.WaitForExitAsync(Limit);
        return (code, program.Output);
    }

    /// <summary>Runs it to its end, which must be a good one.</summary>
    public static async Task<string> DoAsync(Installation installation, params IReadOnlyList<string> arguments)
    {
        var (code, output) = await RunAsync(installation, arguments);
        Assert.True(code == 0, $"controlplane {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }
}
