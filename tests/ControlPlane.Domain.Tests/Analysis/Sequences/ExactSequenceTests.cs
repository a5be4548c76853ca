using ControlPlane.Domain.Analysis.Quantiles;
using ControlPlane.Domain.Analysis.Sequences;

namespace ControlPlane.Domain.Tests.Analysis.Sequences;

public sealed class ExactSequenceTests
{
    [Fact]
    public void Bernoulli_WatchedAllTheTime_HoldsTheShareInNearlyAllRuns()
    {
        const double share = 0.03;
        var random = new Random(4);
        var misses = 0;

        for (var run = 0; run < 200; run++)
        {
            long events = 0;
            var isMissed = false;
            for (var trial = 1; trial <= 2_000; trial++)
            {
                events += random.NextDouble() < share ? 1 : 0;
                isMissed |= trial % 100 == 0 && !BernoulliSequence.Interval(new(events, trial), 0.05, 500, 0.05).Contains(share);
            }

            misses += isMissed ? 1 : 0;
        }

        Assert.InRange(misses, 0, 10);
    }

    [Fact]
    public void Bernoulli_EventsAndOthersSwapped_IsMirrored()
    {
        var interval = BernoulliSequence.Interval(new(5, 50), 0.05, 50, 0.05);
        var mirrored = BernoulliSequence.Interval(new(45, 50), 0.05, 50, 0.05);

        Assert.Equal(interval.Lower, 1 - mirrored.Upper, 9);
        Assert.Equal(interval.Upper, 1 - mirrored.Lower, 9);
    }

    [Fact]
    public void BetaBinomial_NextStep_IsAFairBet()
    {
        // A coin with share p moves S up by 1−p or down by p; under the null the mean of the evidence stays.
        const double p = 0.2;
        var mixture = new BetaBinomialMixture(50 * p * (1 - p), 0.05, p, 1 - p);
        double Evidence(int events, int trials) => mixture.Evidence(events - (trials * p), trials * p * (1 - p)).Value;

        Assert.Equal(Evidence(9, 30), (p * Evidence(10, 31)) + ((1 - p) * Evidence(9, 31)), 10);
    }

    [Fact]
    public void Quantile_ArmsSwappedOrScaled_IsTheSame()
    {
        double[] a = [.. Enumerable.Range(0, 400).Select(n => (double)((n * 193) % 401))], b = [.. a.Select(value => value + 60)];
        double Evidence(IEnumerable<double> one, IEnumerable<double> two) =>
            QuantileSequence.Evidence(EmpiricalDistribution.Of([.. one]), EmpiricalDistribution.Of([.. two]), 0.9, 100, 0.05).Log;

        Assert.Equal(Evidence(a, b), Evidence(b, a), 9);
        Assert.Equal(Evidence(a, b), Evidence(a.Select(Math.Exp), b.Select(Math.Exp)), 9);
        Assert.Equal(Evidence(a, b), Evidence(a.Reverse(), b), 9);
    }

    [Fact]
    public void Quantile_BinsOfASketch_AnswerAsTheirRepeatedValues()
    {
        ValueCount[] bins = [new(1, 50), new(2, 30), new(5, 20)];
        var repeated = EmpiricalDistribution.Of([.. bins.SelectMany(bin => Enumerable.Repeat(bin.Value, (int)bin.Count))]);
        var other = EmpiricalDistribution.Of([.. Enumerable.Range(1, 90).Select(n => n / 10.0)]);

        Assert.Equal(
            QuantileSequence.Evidence(repeated, other, 0.5, 100, 0.05),
            QuantileSequence.Evidence(EmpiricalDistribution.Of(bins), other, 0.5, 100, 0.05));
    }

    [Fact]
    public void Quantile_SameArms_HasNoEvidence()
    {
        var arm = EmpiricalDistribution.Of([.. Enumerable.Range(0, 500).Select(n => (double)n)]);

        Assert.Equal(1, QuantileSequence.Evidence(arm, arm, 0.99, 500, 0.05).PValue);
    }

    [Fact]
    public void Evidence_OfConsecutiveSteps_Multiplies() =>
        Assert.Equal(24, EValue.FromFactor(3).Times(EValue.FromFactor(8)).Value, 12);
}
