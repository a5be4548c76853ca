namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>A metric's class with its numbers.</summary>
/// <param name="Class">What is said.</param>
/// <param name="IsCritical">True when it must fail the whole analysis.</param>
/// <param name="Effect">Effect size in the rule's measure; NaN when undefined or not computed.</param>
public sealed record MetricJudgement(MetricClass Class, bool IsCritical, double Effect);
