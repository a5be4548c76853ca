using System.Text.Json;

namespace ControlPlane.Benchmarks.Mirroring;

/// <summary>What the benchmark found.</summary>
/// <param name="Model">The measured model's file.</param>
/// <param name="Cores">Of the machine.</param>
/// <param name="Capacity">Requests per second at most, without mirroring, with the same callers.</param>
/// <param name="Load">Share of it that was asked in the pairs.</param>
/// <param name="Pairs">In the order they were measured.</param>
/// <param name="Overload">What callers saw at full speed with mirroring.</param>
/// <param name="CopiesRun">Copies that shadows ran in the pairs.</param>
/// <param name="CopiesDroppedInPairs">Copies dropped in the pairs.</param>
/// <param name="CopiesDroppedInOverload">Copies dropped at full speed.</param>
internal sealed record MirroringReport(
    string Model,
    int Cores,
    double Capacity,
    double Load,
    IReadOnlyList<MirroringPair> Pairs,
    PacedResult Overload,
    long CopiesRun,
    long CopiesDroppedInPairs,
    long CopiesDroppedInOverload)
{
    /// <summary>Most that mirroring may move the 99th percentile.</summary>
    public const double Target = 1.2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public double MedianRatio => Median(p => p.Ratio);

    /// <summary>Whether the champion was not slowed and overload dropped copies, never answers.</summary>
    public bool IsMet => MedianRatio <= Target && Overload.Failed == 0 && Pairs.All(p => p.Off.Failed + p.On.Failed == 0) && CopiesDroppedInOverload > 0;

    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{"median of " + Pairs.Count + " pairs",-28} {"req/s",10} {"p50 ms",9} {"p99 ms",9}");
        output.WriteLine($"{"mirroring off",-28} {Median(p => p.Off.RequestsPerSecond),10:N0} {Median(p => p.Off.P50Milliseconds),9:0.000} {Median(p => p.Off.P99Milliseconds),9:0.000}");
        output.WriteLine($"{"100 % to two challengers",-28} {Median(p => p.On.RequestsPerSecond),10:N0} {Median(p => p.On.P50Milliseconds),9:0.000} {Median(p => p.On.P99Milliseconds),9:0.000}");
        output.WriteLine($"ratio of p99 {MedianRatio:0.00}, target at most {Target:0.0} (per pair: {string.Join(", ", Pairs.Select(p => p.Ratio.ToString("0.00")))})");
        output.WriteLine($"copies in the pairs: {CopiesRun:N0} run, {CopiesDroppedInPairs:N0} dropped");
        output.WriteLine(
            $"overload: {Overload.Answered:N0} answered at {Overload.RequestsPerSecond:N0}/s, {Overload.Failed:N0} failed, {CopiesDroppedInOverload:N0} copies dropped");
    }

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json));

    private double Median(Func<MirroringPair, double> of)
    {
        var sorted = Pairs.Select(of).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
