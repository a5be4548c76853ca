using System.Globalization;
using System.Text.Json;
using ControlPlane.Benchmarks.Mirroring;

namespace ControlPlane.Benchmarks.Swap;

/// <summary>What the benchmark found.</summary>
/// <param name="Calm">Seconds without a swap.</param>
/// <param name="Swapping">Seconds in which a version was loaded, swapped in and the other one released.</param>
/// <param name="ResidentMegabytes">After each swap.</param>
internal sealed record SwapReport(PacedResult Calm, PacedResult Swapping, IReadOnlyList<double> ResidentMegabytes)
{
    // The first swaps also compile what they run.
    private const int WarmUp = 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public double TailRatio => Swapping.P99Milliseconds / Calm.P99Milliseconds;

    /// <summary>Memory of the last swaps over that of the first ones after the warm-up.</summary>
    public double Growth => MedianOf(ResidentMegabytes.TakeLast(WarmUp)) / MedianOf(ResidentMegabytes.Skip(WarmUp).Take(WarmUp));

    /// <summary>No answer failed, the tail at most twice as long, memory at most 15 % more.</summary>
    public bool IsMet => Calm.Failed + Swapping.Failed == 0 && TailRatio <= 2 && Growth <= 1.15;

    public void Print(TextWriter output) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"""

        {ResidentMegabytes.Count} swaps, {Calm.Answered + Swapping.Answered:N0} requests, {Calm.Failed + Swapping.Failed} failed
        p50 {Calm.P50Milliseconds:0.00} ms calm, {Swapping.P50Milliseconds:0.00} ms around a swap; p99 {Calm.P99Milliseconds:0.00} ms and {Swapping.P99Milliseconds:0.00} ms, ratio {TailRatio:0.00}
        resident {MedianOf(ResidentMegabytes.Skip(WarmUp).Take(WarmUp)):0} MB after the first swaps, {MedianOf(ResidentMegabytes.TakeLast(WarmUp)):0} MB after the last, ratio {Growth:0.00}
        {(IsMet ? "met" : "not met")}: 0 failed, p99 at most twice, memory at most 15 % more
        """));

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json));

    private static double MedianOf(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
