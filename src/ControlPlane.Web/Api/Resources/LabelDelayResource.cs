namespace ControlPlane.Web.Api.Resources;

/// <summary>Labels that took about equally long. Immutable.</summary>
/// <param name="WithinSeconds">Longest delay of the span; null for all that took longer than every other span.</param>
/// <param name="Labels">Labels that came in it.</param>
internal sealed record LabelDelayResource(double? WithinSeconds, long Labels);
