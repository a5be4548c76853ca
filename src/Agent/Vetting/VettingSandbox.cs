using System.Globalization;
using System.Runtime.InteropServices;

namespace ControlPlane.AgentHost.Vetting;

/// <summary>Shuts the present process in, for good: getrlimit(2), alarm(2), prctl(2) and unshare(2) of Linux. Elsewhere the process itself is all there is.</summary>
internal static partial class VettingSandbox
{
    private const int ProcessorTime = 0, FileSize = 1, CoreFile = 4, OpenFiles = 7, AddressSpace = 9;
    private const int NoNewPrivileges = 38;
    private const string OwnProcess = "a process of its own";
    private const int NewNetwork = 0x40000000;
    private const ulong MostOpenFiles = 256, MostConnections = 4_096;

    /// <summary>Takes away what a model has no need of. What the host does not allow is left out, and said.</summary>
    /// <returns>What holds, in words.</returns>
    public static string Enter(VettingLimits limits)
    {
        if (!OperatingSystem.IsLinux())
            return OwnProcess;

        var held = LimitMemory(limits.MemoryBytes);
        // The first limit is a signal of its own, the second is a kill like any other.
        if (Limit(ProcessorTime, (ulong)limits.ProcessorSeconds, (ulong)limits.ProcessorSeconds + 1))
            held.Add($"{limits.ProcessorSeconds} s of processor time");
        LimitFiles(MostOpenFiles, held);
        _ = Alarm((uint)limits.WallSeconds);
        held.Add($"{limits.WallSeconds} s in all");
        LimitPrivileges(held);
        return string.Join(", ", held);
    }

    /// <summary>The same for a process that goes on for as long as the agent: no limit of time.</summary>
    /// <returns>What holds, in words.</returns>
    public static string EnterToServe(long memoryBytes)
    {
        if (!OperatingSystem.IsLinux())
            return OwnProcess;

        var held = LimitMemory(memoryBytes);
        LimitFiles(MostConnections, held);
        LimitPrivileges(held);
        return string.Join(", ", held);
    }

    private static List<string> LimitMemory(long bytes)
    {
        // Where memory runs out all the same, the host is to end this process and not the agent. Raising one's own score is always allowed.
        File.WriteAllText("/proc/self/oom_score_adj", "1000");
        return Limit(AddressSpace, (ulong)(OwnAddressSpace() + bytes)) ? [$"{bytes >> 20} MB"] : [];
    }

    private static void LimitFiles(ulong open, List<string> held)
    {
        if (Limit(FileSize, 0) && Limit(CoreFile, 0) && Limit(OpenFiles, open))
            held.Add("no files written");
    }

    private static void LimitPrivileges(List<string> held)
    {
        if (Control(NoNewPrivileges, 1, 0, 0, 0) == 0)
            held.Add("no new privileges");

        // Of the calling thread and those it starts; only hosts that let the process make namespaces allow it.
        held.Add(Unshare(NewNetwork) == 0 ? "no network" : "network not shut off by this host");
    }

    private static long OwnAddressSpace()
    {
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[0];
        return long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    private static bool Limit(int resource, ulong soft, ulong? hard = null)
    {
        var limit = new ResourceLimit(soft, hard ?? soft);
        return SetLimit(resource, in limit) == 0;
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "alarm")]
    private static partial uint Alarm(uint seconds);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ResourceLimit(ulong Soft, ulong Hard);
}
