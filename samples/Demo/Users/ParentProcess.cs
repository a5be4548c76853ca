using System.Diagnostics;

namespace ControlPlane.Demo.Users;

/// <summary>The process that started the users, watched so that they do not outlive it.</summary>
public sealed class ParentProcess(int id, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Ends when the process is gone.</summary>
    public async Task WhenGoneAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (IsAlive(id) && await timer.WaitForNextTickAsync(cancellationToken))
        {
        }
    }

    /// <summary>A process that has ended but was not collected by its own parent (a zombie) is not alive.</summary>
    internal static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && !IsZombie(id);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>On Linux the state is the first letter after the name, which stands in parentheses and may contain some itself.</summary>
    private static bool IsZombie(int id)
    {
        if (!OperatingSystem.IsLinux())
            return false;

        try
        {
            var status = File.ReadAllText($"/proc/{id}/stat");
            return status[(status.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }
}
