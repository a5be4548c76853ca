using ControlPlane.Domain.Analysis;

namespace ControlPlane.Domain.Bandits;

/// <summary>A decision with what came of it. Immutable.</summary>
public readonly record struct LoggedReward
{
    /// <summary>A decision.</summary>
    /// <param name="arm">Which arm answered.</param>
    /// <param name="reward">What it earned, finite.</param>
    /// <param name="propensity">Chance that this arm had to be chosen then, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of bounds.</exception>
    public LoggedReward(int arm, double reward, double propensity)
    {
        Arm = arm;
        Reward = Require.Finite(reward);
        Propensity = propensity is > 0 and <= 1 ? propensity : throw new ArgumentOutOfRangeException(nameof(propensity), propensity, "must lie in (0, 1]");
    }

    /// <summary>Which arm answered.</summary>
    public int Arm { get; }

    /// <summary>What it earned.</summary>
    public double Reward { get; }

    /// <summary>Chance that this arm had to be chosen then.</summary>
    public double Propensity { get; }
}
