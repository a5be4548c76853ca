using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Templates;
using Xunit.Abstractions;
using static ControlPlane.Domain.Tests.Building.EvidenceBuilder;

namespace ControlPlane.Domain.Tests.Analysis.Comparisons;

/// <summary>What the verdicts promise, by simulation: seeded, so each run is the same.</summary>
[Trait("Category", "Slow")]
public sealed class ComparisonPropertyTests(ITestOutputHelper output)
{
    private const double Alpha = 0.05;

    [Fact]
    public void Compare_NothingDiffersAndSomeoneAlwaysLooks_TakesBackAtMostAtAlphaWhereTheNaiveTestDoesNot()
    {
        var plan = APlan(AMetric(margin: 0.01) with { Alpha = Alpha, HarmGate = 0 });
        var (rolledBack, naive) = Count(plan, 2_000, 0.05, 0.05, ComparisonVerdict.RollBack, (challenger, champion) =>
            ProportionTest.Unpooled(challenger, champion, Alternative.Greater).PValue < Alpha);

        Assert.InRange(rolledBack, 0, Alpha);
        Assert.InRange(naive, 0.15, 0.8);
    }

    [Fact]
    public void Compare_TrueHarmIsTheMarginAndSomeoneAlwaysLooks_PromotesAtMostAtAlphaWhereTheNaiveTestDoesNot()
    {
        // The harm gate is set out of the way, so that harm does not end the run before it could promote.
        var plan = APlan(AMetric(margin: 0.02) with { Alpha = Alpha, HarmGate = 1 });
        var (promoted, naive) = Count(plan, 2_000, 0.05, 0.07, ComparisonVerdict.Promote, (challenger, champion) =>
            ProportionTest.NonInferior(new(challenger.Others, challenger.Trials), new(champion.Others, champion.Trials), 0.02, Alpha).IsShown);

        Assert.InRange(promoted, 0, Alpha);
        Assert.InRange(naive, 0.15, 0.8);
    }

    [Fact]
    public void Compare_FivePointsMoreErrorsAtATenthOfTheTraffic_IsTakenBackWithinAMinute()
    {
        var seconds = Enumerable.Range(1, 101).Select(seed => SecondsToRollBack(seed, 0.01, 0.06)).Order().ToArray();

        output.WriteLine($"median {seconds[50]} s, slowest {seconds[^1]} s");
        Assert.InRange(seconds[50], 1, 60);
        Assert.InRange(seconds[^1], 1, 120);
    }

    [Fact]
    public void Compare_HalfAPercentSlower_IsNeverTakenBackByTheLatencyGuard()
    {
        var random = new Random(5);
        var champion = new long[Contracts.Telemetry.LatencySketch.BinCount];
        var challenger = new long[champion.Length];
        Comparison? before = null;

        for (var look = 0; look < 100; look++)
        {
            for (var request = 0; request < 1_000; request++)
                champion[Contracts.Telemetry.LatencySketch.BinOf(Latency(random))]++;
            for (var request = 0; request < 100; request++)
                challenger[Contracts.Telemetry.LatencySketch.BinOf(1.005 * Latency(random))]++;
            before = Judge(ComparisonPlan.Default, Input(Of(champion), Of(challenger)) with { Before = before });

            Assert.NotEqual(ComparisonVerdict.RollBack, before.Verdict);
        }

        // The same guard does take back what is twice as slow.
        var doubled = new long[champion.Length];
        for (var request = 0; request < 4_000; request++)
            doubled[Contracts.Telemetry.LatencySketch.BinOf(2.5 * Latency(random))]++;
        Assert.Equal(ComparisonVerdict.RollBack, Judge(ComparisonPlan.Default, Input(Of(champion), Of(doubled))).Find("v2", MetricName.LatencyP99)!.Verdict);
    }

    [Fact]
    public void SampleRatio_HealthySplitFor1000Days_AlarmsNoMoreOftenThanStated()
    {
        var alarms = Enumerable.Range(1, 1_000).Count(day => HasMismatch(new WatchedStream(new Random(day), 0, 0), looks: 24, requests: 200));

        // At p < 0.001 one day in a thousand may alarm; four would be beyond chance.
        output.WriteLine($"{alarms} of 1000 days alarmed");
        Assert.InRange(alarms, 0, 3);
    }

    [Fact]
    public void SampleRatio_OneOfThreeAgentsDidNotTakeTheTable_IsFound()
    {
        var found = Enumerable.Range(1, 100).Count(day => HasMismatch(
            new WatchedStream(new Random(day), 0.01, 0.01) { Behind = (1 / 3.0, 0) }, looks: 24, requests: 200));

        Assert.Equal(100, found);
    }

    private static double Latency(Random random) => 10 * Math.Exp(0.5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    private static VariantEvidence Of(long[] bins) => new() { Requests = bins.Sum(), LatencyBins = [.. bins] };

    private static bool HasMismatch(WatchedStream stream, int looks, int requests)
    {
        Comparison? before = null;
        for (var look = 0; look < looks; look++)
        {
            stream.Add(requests);
            before = Judge(APlan(AMetric()) with { PlannedPerVariant = 1_000_000 }, stream.Input(before));
            if (before.SampleRatio.IsMismatch)
                return true;
        }

        return false;
    }

    private static int SecondsToRollBack(int seed, double championErrors, double challengerErrors)
    {
        var stream = new WatchedStream(new Random(seed), championErrors, challengerErrors);
        Comparison? before = null;
        for (var second = 1; second < 600; second++)
        {
            stream.Add(200);
            if (second % ComparisonPlan.Default.Interval.TotalSeconds != 0)
                continue;
            before = Judge(ComparisonPlan.Default, stream.Input(before));
            if (before.Verdict == ComparisonVerdict.RollBack)
                return second;
        }

        return 600;
    }

    private (double Ours, double Naive) Count(
        ComparisonPlan plan, int runs, double champion, double challenger, ComparisonVerdict wrong, Func<ProportionSample, ProportionSample, bool> naiveTest)
    {
        int ours = 0, naive = 0;
        for (var run = 0; run < runs; run++)
        {
            var stream = new WatchedStream(new Random(run), champion, challenger) { Share = 0.5 };
            bool isWrong = false, isNaivelyWrong = false;
            Comparison? before = null;
            for (var look = 0; look < 40; look++)
            {
                stream.Add(150);
                var input = stream.Input(before);
                before = Judge(plan, input);
                isWrong |= before.Verdict == wrong;
                isNaivelyWrong |= look > 3 && naiveTest(Sample(input.Challengers[0].Evidence), Sample(input.Champion.Evidence));
            }

            ours += isWrong ? 1 : 0;
            naive += isNaivelyWrong ? 1 : 0;
        }

        output.WriteLine($"{wrong}: {ours} of {runs} runs; the naive test {naive}");
        return (ours / (double)runs, naive / (double)runs);
    }

    private static ProportionSample Sample(VariantEvidence evidence) => new(evidence.Errors, evidence.Requests);
}
