using System.Diagnostics;
using System.Text.Json;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Telemetry;

namespace ControlPlane.Benchmarks.Ingest;

/// <summary>Does the control plane keep up with its agents? An hour of their telemetry, from the bytes on the wire to the receipt, into a database on the disk.</summary>
internal static class IngestBenchmark
{
    private const int Parts = 6;
    private const int PurgeEvery = 60;
    private const int WarmUpSeconds = 20;
    private const double Megabyte = 1024 * 1024;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var options = IngestOptions.Parse(arguments);
        var folder = Directory.CreateTempSubdirectory("controlplane-bench-");
        try
        {
            var report = await MeasureAsync(options, folder.FullName, output);
            report.Print(output);
            if (options.Json is not null)
                report.Save(options.Json);
            return report.IsMet ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IngestReport> MeasureAsync(IngestOptions options, string folder, TextWriter output)
    {
        await using var database = await MeasuredDatabase.OpenAsync(folder);
        var fleet = new SimulatedFleet(options, MeasuredDatabase.FeedbackKey);
        await output.WriteLineAsync($"{options.Agents} agents × {options.Endpoints} endpoints × {IngestOptions.VariantsOfEndpoint} variants, {options.Minutes} simulated minutes");

        var (latencies, elapsed) = (new LatencySketch(), 0);
        for (; elapsed < WarmUpSeconds; elapsed++)
            await SecondAsync(database, fleet, elapsed, new LatencySketch());
        var sixths = new List<IngestSixth>();
        for (var part = 0; part < Parts; part++)
        {
            var (seconds, work, purged) = (options.Minutes * 60 / Parts, new WorkMeter(), 0L);
            for (var end = elapsed + seconds; elapsed < end; elapsed++)
                purged += await SecondAsync(database, fleet, elapsed, latencies, work);
            sixths.Add(new IngestSixth(
                seconds, work.Elapsed.TotalSeconds, work.Processor.TotalSeconds, GC.GetTotalMemory(forceFullCollection: true) / Megabyte, Environment.WorkingSet / Megabyte, database.FileBytes / Megabyte, purged));
            await output.WriteLineAsync($"sixth {part + 1}: {sixths[^1].Speed:0.0} × real time, {sixths[^1].LiveMegabytes:0.0} MB live");
        }

        var (summed, inHours) = await database.SumsAsync(options.Endpoints);
        return new IngestReport(options, Environment.ProcessorCount, sixths, latencies.Quantile(0.5)!.Value, latencies.Quantile(0.99)!.Value, latencies.Count, fleet.Requests, summed, inHours);
    }

    // What agents do is not measured; what the control plane does with it is, the reading of the wire included.
    private static async Task<long> SecondAsync(MeasuredDatabase database, SimulatedFleet fleet, int elapsed, LatencySketch latencies, WorkMeter? work = null)
    {
        var second = database.Time.GetUtcNow().ToUnixTimeSeconds();
        var batches = fleet.Batches(second, elapsed);
        var feedback = fleet.Feedback(second);
        database.Time.Advance(TimeSpan.FromSeconds(1));

        work?.Start();
        var receipts = Task.WhenAll(batches.Select(b => Task.Run(() => TakeAsync(database, b))));
        var credits = Task.WhenAll(feedback.Select(f => database.Get<FeedbackIngest>().TakeAsync(f, CancellationToken.None)));
        foreach (var milliseconds in await receipts)
            latencies.Add(milliseconds);
        foreach (var credit in await credits)
            _ = credit.Value;
        var purged = elapsed % PurgeEvery == 0 ? await database.Get<SeriesPurge>().RunAsync(CancellationToken.None) : 0;
        work?.Stop();
        return purged;
    }

    private static async Task<double> TakeAsync(MeasuredDatabase database, WireBatch wire)
    {
        var from = Stopwatch.GetTimestamp();
        var batch = JsonSerializer.Deserialize(wire.Json, ContractsJsonContext.Default.TelemetryBatch)!;
        var outcome = await database.Get<TelemetryIngest>().TakeAsync(new(wire.Agent), batch, CancellationToken.None);
        _ = outcome.Value;
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }
}
