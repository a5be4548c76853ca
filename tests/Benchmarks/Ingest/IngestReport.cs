using System.Text.Json;

namespace ControlPlane.Benchmarks.Ingest;

/// <summary>What the benchmark found. Immutable.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Cores">Of the machine.</param>
/// <param name="Sixths">In order.</param>
/// <param name="P50">Milliseconds from the arrival of a batch to its receipt.</param>
/// <param name="P99">Likewise.</param>
/// <param name="Batches">How many were taken, copies included.</param>
/// <param name="Counted">Requests in what the agents sent, each batch once.</param>
/// <param name="Summed">Requests in the totals.</param>
/// <param name="InHours">Requests in the spans of an hour.</param>
internal sealed record IngestReport(
    IngestOptions Options, int Cores, IReadOnlyList<IngestSixth> Sixths, double P50, double P99, long Batches, long Counted, long Summed, long InHours)
{
    /// <summary>Least simulated seconds that one real second must take: whatever else the machine does, ingest gets ahead.</summary>
    public const double LeastSpeed = 2;

    /// <summary>Most of one core that ingest may take in the long run; the rest belongs to everything else.</summary>
    public const double MostOfACore = 0.25;

    /// <summary>Most the heap may grow from the second sixth, when the finest spans are all there, to the last.</summary>
    public const double MostGrowth = 1.1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public double Speed => Sixths.Sum(s => s.SimulatedSeconds) / Sixths.Sum(s => s.IngestSeconds);

    public double CoreShare => Sixths.Sum(s => s.ProcessorSeconds) / Sixths.Sum(s => s.SimulatedSeconds);

    public double Growth => Sixths[^1].LiveMegabytes / Sixths[1].LiveMegabytes;

    /// <summary>Whether it kept ahead, memory stayed flat, and every request was counted exactly once.</summary>
    public bool IsMet => Speed >= LeastSpeed && CoreShare <= MostOfACore && Growth <= MostGrowth && Summed == Counted && InHours == Counted;

    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("sixth   simulated   ingested in      speed   one core busy   live heap   resident       file      purged");
        for (var index = 0; index < Sixths.Count; index++)
        {
            var sixth = Sixths[index];
            output.WriteLine(
                $"{index + 1,5} {sixth.SimulatedSeconds,9} s {sixth.IngestSeconds,11:0.0} s {sixth.Speed,8:0.0} × {sixth.ProcessorSeconds / sixth.SimulatedSeconds,13:P1} {sixth.LiveMegabytes,8:0.0} MB"
                + $" {sixth.ProcessMegabytes,7:0} MB {sixth.FileMegabytes,7:0} MB {sixth.Purged,11:N0}");
        }

        output.WriteLine($"one real second takes {Speed:0.0} simulated seconds of {Options.Agents} agents × {Options.Endpoints * IngestOptions.VariantsOfEndpoint} variants, at least {LeastSpeed:0}");
        output.WriteLine($"{CoreShare:P1} of one core, at most {MostOfACore:P0}; a batch: p50 {P50:0.0} ms, p99 {P99:0.0} ms; {Batches:N0} batches");
        output.WriteLine($"live heap of the last sixth against the second: {Growth:0.00}, at most {MostGrowth:0.0}");
        output.WriteLine($"requests: {Counted:N0} sent by agents, {Summed:N0} in totals, {InHours:N0} in spans of an hour");
    }

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json));
}
