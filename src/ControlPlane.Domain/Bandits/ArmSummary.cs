using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Bandits;

/// <summary>What index policies know of an arm. Immutable.</summary>
public readonly record struct ArmSummary
{
    /// <summary>Pulls and their rewards.</summary>
    /// <param name="pulls">Rewarded pulls, at least 0.</param>
    /// <param name="meanReward">Mean reward, scaled to [0, 1]; ignored without pulls.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public ArmSummary(long pulls, double meanReward)
    {
        Pulls = Require.AtLeast(0, pulls);
        MeanReward = Require.Unit(meanReward);
    }

    /// <summary>Rewarded pulls.</summary>
    public long Pulls { get; }

    /// <summary>Mean reward.</summary>
    public double MeanReward { get; }
}
