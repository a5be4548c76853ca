namespace ControlPlane.Web.Components.Splits;

/// <summary>A registered version that could be added to a split.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Description">What was said of it; null for nothing.</param>
public sealed record OfferedVersion(int Number, string? Description);
