using System.Globalization;
using System.Text.Json;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Inference.Golden;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Vetting;

/// <summary>The agent's program as a throw-away process: shuts itself in, loads one file, runs it, tells how that went, ends.</summary>
internal static class VettingChild
{
    /// <summary>First argument of such a process.</summary>
    public const string Verb = "vet";

    /// <summary>Before the report on its line, so that what native code prints is not taken for one.</summary>
    public const string Mark = "vetted ";

    private const int GoldenAt = 7;

    /// <summary>Arguments for a file.</summary>
    public static IReadOnlyList<string> Arguments(string path, PreparedVersion version, VettingLimits limits, string? golden = null) =>
    [
        Verb, path, version.Model, Text(version.Version), Text(limits.MemoryBytes), Text(limits.ProcessorSeconds), Text(limits.WallSeconds), .. golden is null ? [] : (string[])[golden],
    ];

    /// <summary>Does it; only a process that ends by itself leaves a report.</summary>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var numbers = arguments.Skip(3).Take(4).Select(a => long.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        var limits = new VettingLimits(numbers[1], (int)numbers[2], (int)numbers[3]);
        var version = new PreparedVersion
        {
            Model = arguments[2],
            Version = (int)numbers[0],
            Digest = Path.GetFileName(arguments[1]),
            SizeBytes = new FileInfo(arguments[1]).Length,
        };

        // A trial can wait; requests cannot. Threads that the runtime starts from here on are as patient.
        NativePriority.LowerThisThread(NativePriority.Batch);
        var sandbox = VettingSandbox.Enter(limits);
        var loaded = new ModelLoader(TimeProvider.System, processors: 1).LoadHere(arguments[1], version);
        var refusal = loaded.Refusal ?? (arguments.Count > GoldenAt ? GoldenCheck.Run(arguments[GoldenAt], loaded.Value) : null);
        output.WriteLine(Mark + JsonSerializer.Serialize(new VettingReport(refusal?.Sentence, sandbox, refusal?.Code), AgentJsonContext.Default.VettingReport));
        output.Flush();
        return 0;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
