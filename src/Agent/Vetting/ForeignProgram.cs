using System.Diagnostics;

namespace ControlPlane.AgentHost.Vetting;

/// <summary>This program started once more for foreign bytes: its pipes held by the agent, and none of the agent's environment but paths and locale. Stateless.</summary>
internal static class ForeignProgram
{
    // No secret of the agent is told to a process that runs foreign bytes.
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DOTNET_ROOT", "SystemRoot"];

    /// <summary>The start with arguments.</summary>
    public static ProcessStartInfo StartOf(AgentExecutable program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program.File, program.Prefix.Concat(arguments))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var known = Inherited.Where(start.Environment.ContainsKey).ToDictionary(n => n, n => start.Environment[n]);
        start.Environment.Clear();
        foreach (var (name, value) in known)
            start.Environment[name] = value;

        // The collector would reserve more addresses than the process may have, and diagnostics would write files.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x10000000";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        return start;
    }
}
