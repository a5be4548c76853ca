using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One arm of a bandit. Immutable; a number that is not estimable is null.</summary>
internal sealed record ArmResource
{
    public required int Version { get; init; }

    public required long Requests { get; init; }

    /// <summary>Rewards, or answers where a missing reward counts as 0.</summary>
    public required long Units { get; init; }

    /// <summary>What they are worth after the discount.</summary>
    public required double Worth { get; init; }

    public required double? PlainMean { get; init; }

    public required double? FairMean { get; init; }

    public required double? FairLow { get; init; }

    public required double? FairHigh { get; init; }

    public required double? PosteriorMean { get; init; }

    public required double? PosteriorLow { get; init; }

    public required double? PosteriorHigh { get; init; }

    /// <summary>Probability of being the best; null for an arm that was taken out.</summary>
    public required double? BestChance { get; init; }

    /// <summary>Why it was taken out; null while it takes part.</summary>
    public required string? Removed { get; init; }

    public static ArmResource Of(ArmReport arm)
    {
        var fair = arm.Fair?.Interval(BanditReport.Confidence);
        var isKnown = arm.Units > 0;
        return new ArmResource
        {
            Version = arm.Version,
            Requests = arm.Requests,
            Units = arm.Units,
            Worth = arm.Worth,
            PlainMean = arm.PlainMean,
            FairMean = arm.Fair?.Mean,
            FairLow = Finite(fair?.Lower),
            FairHigh = Finite(fair?.Upper),
            PosteriorMean = isKnown ? arm.Posterior : null,
            PosteriorLow = isKnown ? Finite(arm.Credible.Lower) : null,
            PosteriorHigh = isKnown ? Finite(arm.Credible.Upper) : null,
            BestChance = arm.BestChance,
            Removed = arm.Removed?.Reason,
        };
    }

    private static double? Finite(double? value) => value is { } known && double.IsFinite(known) ? known : null;
}
