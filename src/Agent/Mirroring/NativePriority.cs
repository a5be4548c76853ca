using System.Runtime.InteropServices;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>Priority of threads where the runtime leaves it alone. Stateless.</summary>
internal static partial class NativePriority
{
    private const int ThisThread = 0;

    /// <summary>Niceness of shadows: they get what live requests leave.</summary>
    public const int Shadows = 10;

    /// <summary>Niceness of batch requests: they get what shadows leave too.</summary>
    public const int Batch = 15;

    /// <summary>On Linux the runtime ignores <see cref="ThreadPriority"/>, and the niceness of a thread is its own; elsewhere nothing needs to be done.</summary>
    public static void LowerThisThread(int niceness)
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(which: 0, ThisThread, niceness);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
