namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Takes an endpoint back: all traffic to the stable version, or, where it is there already, to the stable version before. Immutable.</summary>
/// <param name="Endpoint">Its name.</param>
/// <param name="Reason">For the history; empty when nothing was said.</param>
public sealed record RollBackRequest(string Endpoint, string Reason = "");
