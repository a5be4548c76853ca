using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Cli;

/// <summary>The real command line as a process of its own.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static RunningProgram Start(Installation installation, params IReadOnlyList<string> arguments) => Start(installation.Address, arguments);

    /// <summary>Starts it against any control plane.</summary>
    public static RunningProgram Start(Uri server, params IReadOnlyList<string> arguments) => RunningProgram.Start(ProductFiles.Cli, [.. arguments, "--server", server.ToString()]);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Exit code, and everything printed.</returns>
    public static Task<(int Code, string Output)> RunAsync(Installation installation, params IReadOnlyList<string> arguments) => RunAsync(installation.Address, arguments);

    /// <summary>Runs it to its end, which must be a good one.</summary>
    public static Task<string> DoAsync(Installation installation, params IReadOnlyList<string> arguments) => DoAsync(installation.Address, arguments);

    /// <inheritdoc cref="RunAsync(Installation, IReadOnlyList{string})" />
    public static async Task<(int Code, string Output)> RunAsync(Uri server, params IReadOnlyList<string> arguments)
    {
        await using var program = Start(server, arguments);
        var code = await program.WaitForExitAsync(Limit);
        return (code, program.Output);
    }

    /// <inheritdoc cref="DoAsync(Installation, IReadOnlyList{string})" />
    public static async Task<string> DoAsync(Uri server, params IReadOnlyList<string> arguments)
    {
        var (code, output) = await RunAsync(server, arguments);
        Assert.True(code == 0, $"controlplane {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }
}
