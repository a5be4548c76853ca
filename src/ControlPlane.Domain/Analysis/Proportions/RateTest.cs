using ControlPlane.Domain.Analysis.Distributions;

namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>
/// Events per exposure (errors per hour, alarms per device) compared between two arms.
/// Given both counts, the first is binomial with share t₁/(t₁+t₂) when the rates are equal.
/// Source: K. Gu, H. K. T. Ng, M. L. Tang, W. R. Schucany, "Testing the ratio of two Poisson rates" (2008). Stateless.
/// </summary>
public static class RateTest
{
    /// <summary>Score test with the pooled rate: z = (x₁/t₁ − x₂/t₂)/√(x/(t₁+t₂)·(1/t₁ + 1/t₂)), two-sided; NaN without events.</summary>
    public static TestResult Score(EventRate first, EventRate second)
    {
        var pooled = (first.Events + second.Events) / (first.Exposure + second.Exposure);
        var z = (first.Rate - second.Rate) / Math.Sqrt(pooled * ((1 / first.Exposure) + (1 / second.Exposure)));
        return new(z, NormalTail.Outside(z));
    }

    /// <summary>Exact one-sided p-value of "the first rate is greater": P(X ≥ x₁).</summary>
    public static double ExactGreater(EventRate first, EventRate second) =>
        BinomialTail.AtLeast(first.Events, first.Events + second.Events, ShareOf(first, second));

    /// <summary>The exact p-value with half the chance of the observed count, which makes it less conservative.</summary>
    public static double MidGreater(EventRate first, EventRate second) =>
        ExactGreater(first, second) - (BinomialTail.Exactly(first.Events, first.Events + second.Events, ShareOf(first, second)) / 2);

    private static double ShareOf(EventRate first, EventRate second) => first.Exposure / (first.Exposure + second.Exposure);
}
