namespace ControlPlane.AgentHost.Tests;

/// <summary>A theory about what only Linux does; elsewhere it skips, saying so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "signals are sent to processes, which only Linux has in this way";
}
