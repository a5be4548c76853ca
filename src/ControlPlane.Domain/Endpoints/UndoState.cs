namespace ControlPlane.Domain.Endpoints;

/// <summary>What a rollback may still be taken back to. Immutable.</summary>
/// <param name="Before">The endpoint before the rollback.</param>
/// <param name="Until">Exclusive end of the time in which undo is possible.</param>
public sealed record UndoState(EndpointSnapshot Before, DateTimeOffset Until);
