using ControlPlane.TestKit;
using ControlPlane.TestKit.Documents;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Cli;

/// <summary>The command line as people install it: packed, installed from a folder, run.</summary>
public sealed class ToolTests
{
    private const string Package = "ControlPlane.Cli";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Tool_PackedAndInstalledFromAFolder_RunsByItsName()
    {
        using var folder = new TemporaryFolder();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;

        await DoAsync("dotnet", ["pack", Repository.PathOf("src/ControlPlane.Cli/ControlPlane.Cli.csproj"), "-c", configuration, "--no-build", "--nologo", "-o", folder.Combine("packages")]);
        await DoAsync("dotnet", ["tool", "install", Package, "--tool-path", folder.Combine("tools"), "--source", folder.Combine("packages")]);
        var version = await DoAsync(folder.Combine("tools", "controlplane"), ["--version"]);
        var schema = await DoAsync(folder.Combine("tools", "controlplane"), ["lint", "--schema"]);

        Assert.Contains(Path.GetFileNameWithoutExtension(Directory.GetFiles(folder.Combine("packages"))[0])[(Package.Length + 1)..], version, StringComparison.Ordinal);
        Assert.Contains("InferenceEndpoint", schema, StringComparison.Ordinal);
    }

    private static async Task<string> DoAsync(string command, IReadOnlyList<string> arguments)
    {
        await using var program = RunningProgram.StartCommand(command, arguments);
        var code = await program.WaitForExitAsync(Limit);
        Assert.True(code == 0, $"{command} {string.Join(' ', arguments)} ended with {code}:\n{program.Output}");
        return program.Output;
    }
}
