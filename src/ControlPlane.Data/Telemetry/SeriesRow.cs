namespace ControlPlane.Data.Telemetry;

/// <summary>The series of one variant: one point per step, the same steps for every variant of an answer. Immutable.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Version">Its version.</param>
/// <param name="Points">Ascending, without holes; a step without data is a point of nulls.</param>
public sealed record SeriesRow(string Variant, int Version, IReadOnlyList<SeriesPointRow> Points);
