namespace ControlPlane.Contracts.Outcomes;

/// <summary>One wrong field of some input.</summary>
/// <param name="Field">Path as the caller wrote it, such as <c>variants[1].weight</c>.</param>
/// <param name="Problem">What is wrong, with the value that came.</param>
/// <param name="Remedy">What would be right.</param>
public sealed record FieldProblem(string Field, string Problem, string Remedy);
