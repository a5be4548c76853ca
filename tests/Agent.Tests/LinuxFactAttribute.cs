namespace ControlPlane.AgentHost.Tests;

/// <summary>A fact that looks into /proc; elsewhere it skips, saying so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "threads and their niceness are listed in /proc, which only Linux has";
}
