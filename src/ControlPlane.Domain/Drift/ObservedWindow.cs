namespace ControlPlane.Domain.Drift;

/// <summary>One span of time at an endpoint. Immutable.</summary>
/// <param name="From">Its start, inclusive.</param>
/// <param name="Variants">The variants that were asked in it.</param>
public sealed record ObservedWindow(DateTimeOffset From, IReadOnlyList<ObservedVariant> Variants);
