namespace ControlPlane.Demo.Tests;

/// <summary>A fact about processes and signals as Linux has them; elsewhere it skips, saying so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs sh, kill and zombies as on Linux";
}
