using System.Text.Json;

namespace ControlPlane.Benchmarks.Rollback;

/// <summary>What was measured. Immutable.</summary>
/// <param name="Guided">Canaries with the control plane at work.</param>
/// <param name="Alone">Canaries whose control plane was killed at the first failure.</param>
/// <param name="ClickMilliseconds">From a click to the last acknowledgement.</param>
/// <param name="FailedByClicks">Requests that failed while people clicked.</param>
internal sealed record RollbackReport(IReadOnlyList<MeasuredHarm> Guided, IReadOnlyList<MeasuredHarm> Alone, IReadOnlyList<double> ClickMilliseconds, int FailedByClicks)
{
    public void Print(TextWriter output)
    {
        Print(output, "broken canary, control plane at work", Guided);
        Print(output, "broken canary, control plane killed at the first failure", Alone);
        if (ClickMilliseconds.Count == 0)
            return;
        var sorted = ClickMilliseconds.Order().ToList();
        output.WriteLine($"click to last acknowledgement: p50 {Quantile(sorted, 0.5):0} ms, p99 {Quantile(sorted, 0.99):0} ms, longest {sorted[^1]:0} ms; {FailedByClicks} failed requests");
    }

    public Task SaveAsync(string file) => File.WriteAllTextAsync(file, JsonSerializer.Serialize(this));

    private static void Print(TextWriter output, string title, IReadOnlyList<MeasuredHarm> harms)
    {
        if (harms.Count == 0)
            return;
        output.WriteLine($"{title} ({harms.Count} times)");
        output.WriteLine("                                              median   longest");
        Print(output, "first failure to last answer of v4, by callers", harms, h => h.SeenSeconds);
        Print(output, "first bad answer to last agent, on screen", harms, h => h.OnScreenSeconds);
        Print(output, "first bad answer to the guard's trip", harms, h => h.DetectedSeconds);
        var failed = harms.Sum(h => h.Failed);
        output.WriteLine($"  {harms.Average(h => h.RequestsPerSecond):0} requests/s; {failed} of v4's {harms.Sum(h => h.Answered)} answers failed ({(double)failed / harms.Sum(h => h.Answered):P0}),");
        output.WriteLine($"  {(double)failed / harms.Sum(h => h.Requests):P1} of all {harms.Sum(h => h.Requests)} meanwhile");
    }

    private static void Print(TextWriter output, string what, IReadOnlyList<MeasuredHarm> harms, Func<MeasuredHarm, double> value)
    {
        var sorted = harms.Select(value).Order().ToList();
        output.WriteLine($"  {what,-46} {Quantile(sorted, 0.5),5:0.00} s {sorted[^1],7:0.00} s");
    }

    private static double Quantile(List<double> sorted, double share) => sorted[(int)Math.Round(share * (sorted.Count - 1))];
}
