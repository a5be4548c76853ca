using System.Text.RegularExpressions;
using ControlPlane.TestKit.Documents;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Deploy;

/// <summary>The sources as <c>COPY . .</c> of the Dockerfile takes them, and its commands.</summary>
internal static partial class SourceCopy
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>Copies everything that git knows and the engine is not told to ignore.</summary>
    public static async Task MakeAsync(string folder)
    {
        var ignored = File.ReadAllLines(Repository.PathOf(".dockerignore")).Where(l => !l.Contains('*', StringComparison.Ordinal)).ToList();
        await using var git = RunningProgram.StartCommand("git", ["ls-files", "--cached", "--others", "--exclude-standard"], Repository.Folder);
        Assert.Equal(0, await git.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        foreach (var file in git.Output.Split('\n').Where(f => !ignored.Exists(i => f == i || f.StartsWith($"{i}/", StringComparison.Ordinal)) && File.Exists(Repository.PathOf(f))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Repository.PathOf(file), Path.Combine(folder, file));
        }
    }

    /// <summary>Runs what stands behind <c>RUN</c>, in order; <c>/out</c> is another folder here.</summary>
    public static async Task RunCommandsAsync(string folder, string output)
    {
        foreach (Match command in Command().Matches(Repository.Read("Dockerfile")))
        {
            await using var shell = RunningProgram.StartCommand("bash", ["-c", command.Groups[1].Value.Replace("/out", output, StringComparison.Ordinal)], folder);
            var code = await shell.WaitForExitAsync(Limit);
            Assert.True(code == 0, $"{command.Value} ended with {code}:\n{shell.Output}");
        }
    }

    /// <summary>What <c>ENV</c> of the Dockerfile sets for a program.</summary>
    public static Dictionary<string, string> VariablesOf(string prefix) => Variables().Matches(Repository.Read("Dockerfile"))
        .SelectMany(m => m.Groups[1].Value.Split(' ')).Select(p => p.Split('=', 2))
        .Where(p => p[0].StartsWith(prefix, StringComparison.Ordinal) || !p[0].Contains("__", StringComparison.Ordinal))
        .ToDictionary(p => p[0], p => p[1]);

    [GeneratedRegex("^RUN (.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^ENV (.+)$", RegexOptions.Multiline)]
    private static partial Regex Variables();
}
