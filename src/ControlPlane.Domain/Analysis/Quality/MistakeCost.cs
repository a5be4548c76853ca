namespace ControlPlane.Domain.Analysis.Quality;

/// <summary>What one kind of answer costs, as the endpoint's owner declared it. Immutable.</summary>
/// <param name="Predicted">The class that was answered.</param>
/// <param name="Label">The true class.</param>
/// <param name="Cost">Cost of one such answer in the owner's unit, finite; below 0 it earns. What is not declared costs 0.</param>
public sealed record MistakeCost(string Predicted, string Label, double Cost);
