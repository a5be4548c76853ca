namespace ControlPlane.Domain.Analysis.Proportions;

/// <summary>Answer to "no worse than the margin?".</summary>
/// <param name="Test">z and its one-sided p-value against "worse by the margin or more".</param>
/// <param name="LowerLimit">One-sided lower limit of candidate minus champion, as a share.</param>
/// <param name="IsShown">True when the lower limit lies above minus the margin; false means "not shown", never "worse".</param>
public readonly record struct NonInferiority(TestResult Test, double LowerLimit, bool IsShown);
