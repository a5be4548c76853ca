using System.Diagnostics;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>Tells whether a process lives, also when its number was given away again. Immutable.</summary>
internal sealed class ParentProcess(int id)
{
    private readonly DateTime? _startedAt = StartOf(id);

    /// <summary>False once the process is gone, waits only to be reaped, or was never there.</summary>
    public bool IsAlive => _startedAt is not null && StartOf(id) == _startedAt && !IsZombie(id);

    private static DateTime? StartOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static bool IsZombie(int id)
    {
        try
        {
            // The state is the first field behind the name, which stands in brackets and may itself hold any character.
            var line = OperatingSystem.IsLinux() ? File.ReadAllText($"/proc/{id}/stat") : "";
            return line.LastIndexOf(')') is > 0 and var end && line.AsSpan(end + 1).TrimStart().StartsWith("Z");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
