using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Judged;

namespace ControlPlane.Domain.Tests.Analysis.Templates;

/// <summary>A challenger that is the champion: every failure is a false one. Both sides count 0 or 1 with one chance, with a fixed seed: counters are judged by shares, where neither a tolerance nor a gate hides what chance does.</summary>
[Trait("Category", "Slow")]
public sealed class CanaryLooksTests
{
    private const int Runs = 500;
    private const int Intervals = 120;

    // Kayenta's confidence of 0.98 leaves 1 % for a rise; three standard deviations of a count around what all looks together may spend.
    private const double Spent = Runs * 0.01 * Math.PI * Math.PI / 6;
    private static readonly double Most = Spent + (3 * Math.Sqrt(Spent));
    private static readonly JudgeSettings Settings = new() { MinimumValues = 10 };

    [Fact]
    public void Of_EqualVersionsOverManyIntervals_FailsNoMoreOftenThanItsLevel() =>
        Assert.InRange(FalseFailures(keepsItsVerdict: true), 0, Most);

    [Fact]
    public void Of_EqualVersionsAskedAnewAtEachInterval_FailsMoreOftenThanItsLevel() =>
        Assert.InRange(FalseFailures(keepsItsVerdict: false), Most + 1, Runs);

    private static int FalseFailures(bool keepsItsVerdict)
    {
        var random = new Random(7);
        return Enumerable.Range(0, Runs).Count(_ => Fails(random, keepsItsVerdict));
    }

    private static bool Fails(Random random, bool keepsItsVerdict)
    {
        IReadOnlyList<IntervalPair> pairs = [.. Enumerable.Range(0, Intervals).Select(_ => new IntervalPair(Draw(random), Draw(random)))];
        var run = new CheckRun { Variant = "v2", Check = new MetricCheck { Metric = MetricName.LatencyP99, IsCritical = true } };
        JudgeVerdict? before = null;
        for (var interval = Settings.MinimumValues; interval <= Intervals; interval++)
        {
            before = CanaryVerdicts.Of(Settings, [run with { Pairs = [.. pairs.Take(interval)] }], keepsItsVerdict ? before : null);
            if (before.Result == MeasurementResult.Fail)
                return true;
        }

        return false;
    }

    private static double Draw(Random random) => random.NextDouble() < 0.4 ? 1 : 0;
}
