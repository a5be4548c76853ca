namespace ControlPlane.AgentHost.Vetting;

/// <summary>This program as something that can be started once more. Immutable.</summary>
/// <param name="File">The program itself, or the runtime that runs it.</param>
/// <param name="Prefix">Arguments before the program's own.</param>
internal sealed record AgentExecutable(string File, IReadOnlyList<string> Prefix)
{
    private const string Name = "ControlPlane.Agent";

    /// <summary>The one in a folder, the folder of the running program as a rule.</summary>
    public static AgentExecutable In(string folder)
    {
        var executable = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{Name}.exe" : Name);
        return System.IO.File.Exists(executable)
            ? new AgentExecutable(executable, [])
            : new AgentExecutable(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(folder, $"{Name}.dll")]);
    }
}
