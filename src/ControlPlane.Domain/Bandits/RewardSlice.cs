using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Bandits;

/// <summary>Answers of one version in a short stretch of time under one route revision, with what they earned so far. Immutable.</summary>
/// <param name="Version">Version number.</param>
/// <param name="At">Middle of the stretch: when the answers were given, not when their rewards came.</param>
/// <param name="RouteRevision">The route revision that chose the version; weights do not change within one.</param>
/// <param name="Requests">Answers.</param>
/// <param name="Labelled">Of these, answers whose true label is known.</param>
/// <param name="Correct">Of these, answers whose class was the label.</param>
/// <param name="Rewards">Rewards by feedback.</param>
public sealed record RewardSlice(int Version, DateTimeOffset At, long RouteRevision, long Requests, long Labelled, long Correct, RewardSums Rewards)
{
    /// <summary>The slice of what a version did.</summary>
    public static RewardSlice Of(int version, DateTimeOffset at, long routeRevision, VariantEvidence evidence) => new(
        version, at, routeRevision, evidence.Requests, evidence.Labelled, evidence.Correct, new(evidence.Rewarded, evidence.RewardSum, evidence.RewardSquares));
}
