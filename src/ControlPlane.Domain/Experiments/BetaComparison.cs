namespace ControlPlane.Domain.Experiments;

/// <summary>
/// Two shares by their posteriors, B against A, by quadrature: exact to about 1e-11 and the same on every replica, unlike draws.
/// Not immune to peeking: stopping at the first 95 % chance to win is as wrong as stopping at the first p below 5 %.
/// Source: E. Miller, "Formulas for Bayesian A/B testing" (2015), for the identity of the loss. Stateless.
/// </summary>
public static class BetaComparison
{
    /// <summary>P(B &gt; A) = ∫ f_B(x)·F_A(x) dx.</summary>
    public static double ChanceOfBeating(BetaPosterior a, BetaPosterior b) => BestArmChance.OfBeta([a, b])[1];

    /// <summary>Expected loss of choosing B: E[max(A − B, 0)] = E[A]·P(A′ &gt; B) − E[B]·P(A &gt; B′), a prime adding one event.</summary>
    public static double ExpectedLoss(BetaPosterior a, BetaPosterior b)
    {
        BetaPosterior moreA = new(a.Alpha + 1, a.Beta), moreB = new(b.Alpha + 1, b.Beta);
        return Math.Max(0, (a.Mean * ChanceOfBeating(b, moreA)) - (b.Mean * ChanceOfBeating(moreB, a)));
    }
}
