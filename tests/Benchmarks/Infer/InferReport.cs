using System.Globalization;
using System.Text.Json;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>What the benchmark found: medians over the rounds.</summary>
/// <param name="BareRuns">Microseconds of one prepared run by the model's file, on one thread.</param>
/// <param name="Rounds">All that was measured.</param>
internal sealed record InferReport(IReadOnlyDictionary<string, double> BareRuns, IReadOnlyList<InferRound> Rounds)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public void Print(TextWriter output)
    {
        output.WriteLine();
        foreach (var (model, microseconds) in BareRuns)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bare run of {model}: {microseconds:0.0} µs"));
        output.WriteLine();
        output.WriteLine("| scenario | connections | server | requests/s | processor µs per request | p50 ms | p99 ms | agent : it (rounds) |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var group in Rounds.GroupBy(r => (r.Scenario, r.Connections)))
        {
            foreach (var contender in group.First().Results.Keys.Order())
            {
                var results = group.Select(r => r.Results[contender]).ToList();
                var ratios = group.Select(r => r.RatioTo(contender) ?? double.NaN).Order().ToList();
                var ratio = contender == Contender.Agent ? "" : string.Create(CultureInfo.InvariantCulture, $"{Median(ratios):0.00} ({ratios[0]:0.00}–{ratios[^1]:0.00})");
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {group.Key.Scenario} | {group.Key.Connections} | {contender.ToString().ToLowerInvariant()} | {Median(results.Select(r => r.RequestsPerSecond)):N0} | {Median(results.Select(r => r.CpuMicroseconds)):0.0} | {Median(results.Select(r => r.P50Milliseconds)):0.000} | {Median(results.Select(r => r.P99Milliseconds)):0.00} | {ratio} |"));
            }
        }
    }

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
