namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>POST /tokens</c>. Immutable.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Grants">What it may do, such as <c>deployer@staging</c>.</param>
/// <param name="LifetimeDays">More than 0 up to 366; null for 90.</param>
internal sealed record ApiTokenBody(string Name, IReadOnlyList<string> Grants, double? LifetimeDays = null);
