namespace ControlPlane.Benchmarks.Infer;

/// <summary>Which processors servers and load generators may use, so that neither takes the other's; null where there are not two, or they cannot be chosen.</summary>
internal static class Cores
{
    public static string? Server => CanChoose ? "0" : null;

    public static string? Load => CanChoose ? "1" : null;

    private static bool CanChoose => Environment.ProcessorCount >= 2 && OperatingSystem.IsLinux() && File.Exists("/usr/bin/taskset");

    /// <summary>The command that keeps another one on a processor.</summary>
    public static (string File, IReadOnlyList<string> Arguments) Pin(string? core, string file, IEnumerable<string> arguments) =>
        core is null ? (file, [.. arguments]) : ("/usr/bin/taskset", ["--cpu-list", core, file, .. arguments]);
}
