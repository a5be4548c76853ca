using System.Text.Json;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;
using static ControlPlane.Data.Tests.Building.Buckets;

namespace ControlPlane.Data.Tests.Telemetry;

/// <summary>
/// Quantiles over all agents' answers, along the whole way: sketch on the agent, JSON on the wire, sums in the database, merged window.
/// The agents differ as much as a fleet can: one is quick, one has two kinds of requests, one a heavy tail, one is slow and has little to do.
/// </summary>
public sealed class MergedQuantileTests
{
    private static readonly double[] Shares = [0.5, 0.9, 0.95, 0.99, 0.999];

    [Fact]
    public async Task WindowAsync_AgentsThatDifferWidely_GivesQuantilesWithinOnePercentOfTheExactOnes()
    {
        await using var database = await TestDatabase.OpenAsync();
        var fleet = Fleet();

        foreach (var (agent, latencies) in fleet.Index())
            await DeliverAsync(database, new AgentId($"agent-{agent}"), latencies);

        var row = (await database.Get<SeriesQueries>().WindowAsync("pets", Moment.Noon, Moment.Noon.AddMinutes(5), CancellationToken.None)).Single();
        var merged = new LatencySketch();
        foreach (var (bin, count) in row.LatencyBins.Index())
            merged.AddToBin(bin, count);
        double[] exact = [.. fleet.SelectMany(l => l).Order()];
        Assert.Equal(exact.Length, merged.Count);
        Assert.All(Shares, share => Assert.InRange(merged.Quantile(share)!.Value / ExactOf(exact, share), 1 - LatencySketch.Alpha, 1 + LatencySketch.Alpha));
        Assert.Equal((merged.Quantile(0.5), merged.Quantile(0.95), merged.Quantile(0.99)), (row.Latency!.Value.P50, row.Latency.Value.P95, row.Latency.Value.P99));
    }

    [Fact]
    public void AverageOfPercentiles_TheSameAgents_IsFarOff()
    {
        // The negative control: what a control plane would show that averages its agents' percentiles, each weighted by its requests.
        var fleet = Fleet();
        double[] exact = [.. fleet.SelectMany(l => l).Order()];

        var errors = Shares.Select(share =>
        {
            var averaged = fleet.Sum(l => ExactOf([.. l.Order()], share) * l.Length) / exact.Length;
            return Math.Abs((averaged / ExactOf(exact, share)) - 1);
        }).ToList();

        Assert.All(errors, error => Assert.True(error > 5 * LatencySketch.Alpha, $"only {error:P1} off"));
        Assert.True(errors.Max() > 0.5, $"at most {errors.Max():P1} off");
    }

    private static double ExactOf(double[] sorted, double share) => sorted[(int)Math.Floor(share * (sorted.Length - 1))];

    private static IReadOnlyList<double[]> Fleet()
    {
        var chance = new Random(5);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
        double[] Draw(int count, Func<double> one) => [.. Enumerable.Range(0, count).Select(_ => one())];
        return
        [
            Draw(20_000, () => Math.Exp(1 + (0.5 * Normal()))),
            Draw(12_000, () => chance.Next(4) == 0 ? 400 + (20 * Normal()) : 8 + Normal()),
            Draw(8_000, () => 2 * Math.Pow(1 - chance.NextDouble(), -1 / 1.2)),
            Draw(500, () => 2_000 + (3_000 * chance.NextDouble())),
        ];
    }

    // One bucket a second for five minutes, as an agent that sends each of them twice and the second time with all of it.
    private static async Task DeliverAsync(TestDatabase database, AgentId agent, double[] latencies)
    {
        const int seconds = 300;
        var all = latencies.Chunk((latencies.Length + seconds - 1) / seconds).Select((chunk, second) => BucketOf(chunk, second, 2)).ToArray();
        var first = latencies.Chunk((latencies.Length + seconds - 1) / seconds).Select((chunk, second) => BucketOf(chunk[..(chunk.Length / 2)], second, 1)).ToArray();
        foreach (var (sequence, buckets) in new[] { first, all }.Index())
        {
            var wire = JsonSerializer.SerializeToUtf8Bytes(ABatch(sequence + 1, Noon, buckets), ContractsJsonContext.Default.TelemetryBatch);
            var batch = JsonSerializer.Deserialize(wire, ContractsJsonContext.Default.TelemetryBatch)!;
            database.Time.Now = Moment.Noon.AddMinutes(5);
            _ = (await database.Get<TelemetryIngest>().TakeAsync(agent, batch with { SentAt = database.Time.Now }, CancellationToken.None)).Value;
        }
    }

    private static TelemetryBucket BucketOf(double[] latencies, int second, int revision) =>
        ABucket(Noon + second, 0, revision) with { Requests = latencies.Length, Latency = ASketch(latencies) };
}
