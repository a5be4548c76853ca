using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Inference;

/// <summary>Asks before a load whether there is memory for it: a refusal is told to people, the end of the process is not. Stateless.</summary>
internal static class MemoryAdmission
{
    private const string GroupLimit = "/sys/fs/cgroup/memory.max";
    private const string GroupUse = "/sys/fs/cgroup/memory.current";
    private const string System = "/proc/meminfo";
    private const string SystemAvailable = "MemAvailable:";

    // The file, the weights as the runtime lays them out, and what runs take.
    private const int TimesFile = 2;
    private const long ForRuns = 32 << 20;

    /// <summary>Null, or a refusal: <c>insufficient_memory</c>.</summary>
    public static Refusal? Check(PreparedVersion version, long fileBytes) => Check(version, fileBytes, AvailableBytes());

    /// <summary>The same against a given amount; null where the system does not tell.</summary>
    internal static Refusal? Check(PreparedVersion version, long fileBytes, long? availableBytes)
    {
        var needed = (TimesFile * fileBytes) + ForRuns;
        return availableBytes is null || needed <= availableBytes
            ? null
            : new Refusal(
                RefusalCodes.InsufficientMemory,
                $"Loading {version.Model} version {version.Version} takes about {needed >> 20} MB, and {availableBytes >> 20} MB are left.");
    }

    private static long? AvailableBytes()
    {
        var inGroup = NumberIn(GroupLimit) - NumberIn(GroupUse);
        var inSystem = SystemBytes();
        return inGroup is { } group && inSystem is { } system ? Math.Min(group, system) : inGroup ?? inSystem;
    }

    // A group without a limit says "max".
    private static long? NumberIn(string file) =>
        File.Exists(file) && long.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? SystemBytes()
    {
        if (!File.Exists(System))
            return null;

        var line = File.ReadLines(System).FirstOrDefault(l => l.StartsWith(SystemAvailable, StringComparison.Ordinal));
        var kilobytes = line?[SystemAvailable.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.TryParse(kilobytes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number << 10 : null;
    }
}
