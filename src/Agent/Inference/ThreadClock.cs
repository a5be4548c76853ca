using System.Runtime.InteropServices;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Processor time of the calling thread. Stateless.</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Nanoseconds used so far; 0 where the system does not tell. A call takes about half a microsecond.</summary>
    public static long Nanoseconds()
    {
        if (!OperatingSystem.IsLinux() || GetTime(ThreadProcessorTime, out var time) != 0)
            return 0;
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
