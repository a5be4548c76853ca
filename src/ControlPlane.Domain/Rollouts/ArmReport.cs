using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Bandits;

namespace ControlPlane.Domain.Rollouts;

/// <summary>What is known of one arm of a bandit. Immutable.</summary>
public sealed record ArmReport
{
    /// <summary>Version number.</summary>
    public required int Version { get; init; }

    /// <summary>Answers whose attribution window is over.</summary>
    public required long Requests { get; init; }

    /// <summary>Of these, the ones that count: with a reward, or all where a missing reward is one of 0.</summary>
    public required long Units { get; init; }

    /// <summary>How many rewards they are worth after the discount; the same as <see cref="Units"/> without one.</summary>
    public required double Worth { get; init; }

    /// <summary>Plain mean of all its rewards; null without rewards. Biased while weights follow rewards.</summary>
    public required double? PlainMean { get; init; }

    /// <summary>The fair mean; null without rewards.</summary>
    public required PeriodEstimate? Fair { get; init; }

    /// <summary>Expected mean reward by the posterior.</summary>
    public required double Posterior { get; init; }

    /// <summary>What the mean reward is with 95 % probability, by the posterior.</summary>
    public required ConfidenceInterval Credible { get; init; }

    /// <summary>Probability of being the best of the arms that are left; null for an arm that was taken out.</summary>
    public required double? BestChance { get; init; }

    /// <summary>Why it gets no traffic; null while it takes part.</summary>
    public required RemovedArm? Removed { get; init; }
}
