namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>Labelled answers whose score fell into one of the equal bins over 0 to 1. Immutable.</summary>
/// <param name="Positives">Their label is the positive class.</param>
/// <param name="Negatives">Their label is another.</param>
public readonly record struct ScoreOutcome(long Positives, long Negatives);
