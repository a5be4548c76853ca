namespace ControlPlane.Web.Features.Audit;

/// <summary>One value that differs between before and after. Immutable.</summary>
/// <param name="Path">Where, in words joined by dots, such as <c>variants.v2.weight</c>.</param>
/// <param name="Before">Null where it was not there.</param>
/// <param name="After">Null where it is gone.</param>
public sealed record StateDifference(string Path, string? Before, string? After);
