namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>What one variant did for the callers of one assignment cell. Immutable.</summary>
/// <param name="Requests">Requests answered or failed.</param>
/// <param name="Errors">Failed requests that are not the caller's fault.</param>
/// <param name="Labelled">Answers whose true label is known.</param>
/// <param name="Correct">Of these, answers whose class was the label.</param>
/// <param name="Rewarded">Answers that got a reward.</param>
/// <param name="RewardSum">Sum of their rewards.</param>
public readonly record struct CellEvidence(long Requests, long Errors, long Labelled, long Correct, long Rewarded, double RewardSum);
