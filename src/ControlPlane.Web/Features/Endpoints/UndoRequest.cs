namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Restores the split from before the last rollback, within the 10 s after it. Immutable.</summary>
/// <param name="Endpoint">Its name.</param>
public sealed record UndoRequest(string Endpoint);
