using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Tests.Building;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Telemetry;

[Trait("Category", "Slow")]
public sealed class TelemetryExactnessTests
{
    [Fact]
    [Trait("Fault", "F40")]
    [Trait("Promise", "P5")]
    public async Task TakeAsync_AnyDeliveryThatEndsWell_SumsToWhatTheAgentsCounted()
    {
        await using var database = await TestDatabase.OpenAsync();
        var run = 0;

        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), commands =>
        {
            var endpoint = $"e{++run}";
            // FsCheck calls synchronously; nothing here runs on a synchronisation context.
            return DifferenceAsync(database, endpoint, commands, lie: 0).GetAwaiter().GetResult() is not { } difference
                ? true.ToProperty()
                : false.Label(difference);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithEndSize(250));
    }

    [Fact]
    public async Task TakeAsync_AgentThatForgetsWhatIsPending_IsSeenToMissSome()
    {
        // The negative control: an agent that says buckets are acknowledged which are not loses them, and the comparison must notice.
        await using var database = await TestDatabase.OpenAsync();
        byte[] commands = [0b0000_1000, 0b0001_0010, 0b0000_1011, 0b0000_0110, 0b0000_0000, 0b0001_0010];

        Assert.Null(await DifferenceAsync(database, "honest", commands, lie: 0));
        Assert.NotNull(await DifferenceAsync(database, "lying", commands, lie: 1_000));
    }

    private static async Task<string?> DifferenceAsync(TestDatabase database, string endpoint, IReadOnlyList<byte> commands, long lie)
    {
        var delivery = new UnreliableDelivery(database, endpoint, lie);
        await delivery.RunAsync(commands);
        await delivery.HealAsync();

        var totals = (await database.Get<SeriesQueries>().TotalsAsync(CancellationToken.None)).Where(t => t.Endpoint == endpoint).ToList();
        await using var context = await database.Get<IDbContextFactory<SeriesContext>>().CreateDbContextAsync();
        var hours = await context.Points.AsNoTracking().Where(p => p.Endpoint == endpoint && p.Resolution == 3_600).ToListAsync();
        foreach (var agent in delivery.Agents)
        {
            foreach (var (variant, counted) in agent.Lifetime)
            {
                var total = totals.SingleOrDefault(t => t.Agent == agent.Id && t.Variant == variant);
                if (total is null || (total.Requests, total.Errors, total.Missing) != (counted.Requests, counted.Errors, 0))
                    return $"{agent.Id} {variant}: counted {counted}, summed {total}";
            }
        }

        var requests = delivery.Agents.SelectMany(a => a.Lifetime.Values).Sum(l => l.Requests);
        var errors = delivery.Agents.SelectMany(a => a.Lifetime.Values).Sum(l => l.Errors);
        var answered = hours.Sum(p => CountOf(p.Latency));
        return (hours.Sum(p => p.Requests), hours.Sum(p => p.Errors), answered) == (requests, errors, requests - errors)
            ? null
            : $"points hold {hours.Sum(p => p.Requests)} requests, {hours.Sum(p => p.Errors)} errors, {answered} latencies; counted were {requests} and {errors}";
    }

    private static long CountOf(byte[]? sketch)
    {
        var count = 0L;
        var reader = new SketchReader(sketch);
        while (reader.Next(out _, out var inBin))
            count += inBin;
        return count;
    }
}
