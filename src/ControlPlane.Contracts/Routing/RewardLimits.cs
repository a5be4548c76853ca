namespace ControlPlane.Contracts.Routing;

/// <summary>What a reward may be, so that an agent refuses what lies outside. Immutable.</summary>
/// <param name="Minimum">Least reward, included.</param>
/// <param name="Maximum">Greatest reward, included.</param>
public sealed record RewardLimits(double Minimum, double Maximum)
{
    /// <summary>Whether a reward is one of the declared ones; NaN never is.</summary>
    public bool Hold(double reward) => reward >= Minimum && reward <= Maximum;
}
