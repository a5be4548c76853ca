using ControlPlane.Domain.Analysis.Distributions;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace ControlPlane.Domain.Tests.Analysis.Distributions;

public sealed class TailTests
{
    // 9.865876450376981e-10 and 1.776482112077679e-33: erfc(z/√2)/2 in double precision.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.959963984540054, 0.025)]
    [InlineData(6, 9.865876450376981e-10)]
    [InlineData(12, 1.776482112077679e-33)]
    public void Normal_Tail_KeepsItsDigits(double z, double tail)
    {
        AssertRelative(tail, NormalTail.Above(z), 1e-12);
        AssertRelative(tail, NormalTail.Below(-z), 1e-12);
    }

    // With an even number of degrees the tail is e^(−x/2)·Σ (x/2)^k/k!.
    [Theory]
    [InlineData(200, 2)]
    [InlineData(3.5, 4)]
    [InlineData(700, 6)]
    public void ChiSquare_EvenDegrees_EqualsTheFiniteSum(double x, int degrees)
    {
        double term = 1, sum = 0;
        for (var k = 0; k < degrees / 2; k++)
        {
            sum += term;
            term *= x / 2 / (k + 1);
        }

        AssertRelative(Math.Exp(-x / 2) * sum, ChiSquareTail.Above(x, degrees), 1e-12);
    }

    // Two degrees: ½(1 − t/√(2 + t²)); one degree: ½ − arctan(t)/π, here as arctan(1/t)/π.
    [Theory]
    [InlineData(0.3)]
    [InlineData(2.5)]
    [InlineData(400)]
    public void Student_FewDegrees_EqualsTheClosedForm(double t)
    {
        var root = Math.Sqrt(2 + (t * t));

        AssertRelative(Math.Atan(1 / t) / Math.PI, StudentTail.Above(t, 1), 1e-12);
        AssertRelative(1 / (root * (root + t)), StudentTail.Above(t, 2), 1e-12);
        Assert.Equal(1, StudentTail.Above(t, 3.7) + StudentTail.Above(-t, 3.7), 14);
    }

    [Theory]
    [InlineData(0.025, 1)]
    [InlineData(0.000001, 1)]
    [InlineData(0.9, 3.4)]
    [InlineData(1e-12, 6867.2)]
    [InlineData(0.05, double.PositiveInfinity)]
    public void Student_Quantile_InvertsTheTail(double share, double degrees) =>
        AssertRelative(share, StudentTail.Above(StudentTail.UpperQuantile(share, degrees), degrees), 1e-11);

    [Fact]
    public void Student_ManyDegrees_NearsTheNormal() => AssertRelative(NormalTail.Above(3), StudentTail.Above(3, 1e9), 1e-7);

    // For whole parameters P(X ≤ x) is a binomial tail, summed here from logarithms of factorials.
    [Theory]
    [InlineData(3, 5, 0.2)]
    [InlineData(40, 2, 0.97)]
    [InlineData(120, 260, 0.3)]
    public void Beta_WholeParameters_EqualsTheBinomialSum(int a, int b, double x)
    {
        var n = a + b - 1;
        var sum = Enumerable.Range(a, n - a + 1).Sum(k => Math.Exp(SpecialFunctions.BinomialLn(n, k) + (k * Math.Log(x)) + ((n - k) * Math.Log(1 - x))));

        AssertRelative(sum, BetaTail.Below(x, a, b), 1e-11);
        AssertRelative(1 - sum, BetaTail.Above(x, a, b), 1e-10);
    }

    [Theory]
    [InlineData(0.025, 0.5, 0.5)]
    [InlineData(1e-9, 12, 700_000)]
    [InlineData(0.999, 2_000_000, 3)]
    public void Beta_Quantile_InvertsTheTail(double share, double a, double b)
    {
        var x = BetaTail.Quantile(share, a, b);

        AssertRelative(share, BetaTail.Below(x, a, b), 1e-8);
    }

    // By symmetry exactly ½; a front factor from plain ln Γ differences misses by 1e-9 here.
    [Fact]
    public void Beta_MillionsOfCounts_KeepsItsDigits() => Assert.Equal(0.5, BetaTail.Below(0.5, 5e6, 5e6), 12);

    [Theory]
    [InlineData(3, 10, 0.25)]
    [InlineData(0, 10, 0.25)]
    [InlineData(600, 1_000, 0.6)]
    public void Binomial_SingleProbability_EqualsTheDifferenceOfTails(long count, long trials, double share) =>
        AssertRelative(BinomialTail.AtMost(count, trials, share) - BinomialTail.AtMost(count - 1, trials, share), BinomialTail.Exactly(count, trials, share), 1e-10);

    // √(2/(πn)) with its next term; exact to 1e-13 at this size.
    [Fact]
    public void Binomial_TenMillionTrials_EqualsStirling()
    {
        const long n = 10_000_000;

        AssertRelative(Math.Sqrt(2 / (Math.PI * n)) * (1 - (0.25 / n)), BinomialTail.Exactly(n / 2, n, 0.5), 1e-12);
    }

    [Fact]
    public void NoncentralStudent_WithoutNoncentrality_IsStudent()
    {
        foreach (var degrees in new[] { 2.0, 5.5, 58, 900 })
            AssertRelative(StudentTail.Above(1.7, degrees), NoncentralStudentTail.Above(1.7, degrees, 0), 1e-9);
    }

    // The reason for our own tails: should an upgrade mend these, the decision record can shrink.
    [Fact]
    public void MathNet_TrapsOfTheDecisionRecord_AreStillThere()
    {
        Assert.Equal(0, 1 - ChiSquared.CDF(1, 200));
        Assert.Equal(0, 1 - StudentT.CDF(0, 1, 500, 60));
        Assert.NotInRange(Hypergeometric.PMF(1030, 515, 515, 257), 0.04, 0.06);
        Assert.True(Math.Abs((SpecialFunctions.Expm1(2 * Math.Log(0.99)) / -0.0199) - 1) > 1e-10);
    }

    private static void AssertRelative(double want, double got, double tolerance) =>
        Assert.True(Math.Abs(got - want) <= tolerance * Math.Abs(want), $"want {want:R}, got {got:R}");
}
