namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>What one variant did for the callers of one segment. Immutable.</summary>
/// <param name="Requests">Requests answered or failed; for a shadow, rows that got a label from both variants.</param>
/// <param name="Errors">Failed requests that are not the caller's fault.</param>
/// <param name="Labelled">Answers whose true label is known.</param>
/// <param name="Correct">Of these, answers whose class was the label.</param>
/// <param name="Rewarded">Answers that got a reward.</param>
/// <param name="RewardSum">Sum of their rewards.</param>
/// <param name="Agreed">Of a shadow's rows, those with the champion's label; 0 for variants that answer.</param>
public sealed record SegmentEvidence(long Requests, long Errors, long Labelled, long Correct, long Rewarded, double RewardSum, long Agreed);
