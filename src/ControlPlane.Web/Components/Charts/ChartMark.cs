namespace ControlPlane.Web.Components.Charts;

/// <summary>A change drawn as a vertical line.</summary>
/// <param name="At">When.</param>
/// <param name="Words">What, in few words.</param>
public sealed record ChartMark(DateTimeOffset At, string Words);
