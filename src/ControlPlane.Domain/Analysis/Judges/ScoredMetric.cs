namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>A judged metric as the score sees it.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Group">The group it counts in.</param>
/// <param name="IsCritical">Whether anything but a pass fails the whole analysis.</param>
public sealed record ScoredMetric(MetricClass Class, string Group, bool IsCritical);
