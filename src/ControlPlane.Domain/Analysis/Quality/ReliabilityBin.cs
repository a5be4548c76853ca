namespace ControlPlane.Domain.Analysis.Quality;

/// <summary>Labelled answers with scores in one bin: what the score says against what came true. Immutable.</summary>
/// <param name="Score">Middle of the bin, 0 to 1.</param>
/// <param name="Share">Share whose label is the positive class.</param>
/// <param name="Interval">Wilson's 95 % interval of the share.</param>
/// <param name="Units">Labelled answers.</param>
public sealed record ReliabilityBin(double Score, double Share, ConfidenceInterval Interval, long Units);
