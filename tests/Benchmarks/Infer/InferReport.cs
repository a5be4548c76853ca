using System.Text.Json;

namespace ControlPlane.Benchmarks.Infer;

/// <summary>What the benchmark found. Medians over the rounds.</summary>
internal sealed record InferReport(string Model, int Cores, int Connections, int SecondsPerRun, IReadOnlyList<InferRound> Rounds)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public double MedianRatio => Median(r => r.Ratio);

    public LoadResult Agent => new(Median(r => r.Agent.RequestsPerSecond), Median(r => r.Agent.CpuMicroseconds), Median(r => r.Agent.P50Milliseconds), Median(r => r.Agent.P99Milliseconds));

    public LoadResult Fastify => new(Median(r => r.Fastify.RequestsPerSecond), Median(r => r.Fastify.CpuMicroseconds), Median(r => r.Fastify.P50Milliseconds), Median(r => r.Fastify.P99Milliseconds));

    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{"median of " + Rounds.Count,-28} {"req/s",10} {"cpu µs/req",11} {"p50 ms",9} {"p99 ms",9}");
        output.WriteLine($"{"agent (JSON)",-28} {Agent.RequestsPerSecond,10:N0} {Agent.CpuMicroseconds,11:0.0} {Agent.P50Milliseconds,9:0.000} {Agent.P99Milliseconds,9:0.000}");
        output.WriteLine($"{"fastify + onnxruntime-node",-28} {Fastify.RequestsPerSecond,10:N0} {Fastify.CpuMicroseconds,11:0.0} {Fastify.P50Milliseconds,9:0.000} {Fastify.P99Milliseconds,9:0.000}");
        output.WriteLine($"ratio {MedianRatio:0.00} (per round: {string.Join(", ", Rounds.Select(r => r.Ratio.ToString("0.00")))})");
    }

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json));

    private double Median(Func<InferRound, double> of)
    {
        var sorted = Rounds.Select(of).Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
