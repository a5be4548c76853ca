namespace ControlPlane.Domain.Schedules;

/// <summary>A time in which automation does not advance; going back always may. Immutable.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record FreezeWindow(DateTimeOffset From, DateTimeOffset To, string Reason);
