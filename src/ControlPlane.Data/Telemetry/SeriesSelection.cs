namespace ControlPlane.Data.Telemetry;

/// <summary>Which measurements of an endpoint are wanted, and what makes a series of its own. Immutable.</summary>
/// <param name="Variant">Only this variant; null means all.</param>
/// <param name="LeastRevision">Lowest route revision that counts.</param>
/// <param name="MostRevision">Highest route revision that counts.</param>
/// <param name="Grouping">What makes a series of its own.</param>
public sealed record SeriesSelection(string? Variant = null, long LeastRevision = 0, long MostRevision = long.MaxValue, SeriesGrouping Grouping = SeriesGrouping.ByVersion);
