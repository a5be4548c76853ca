namespace ControlPlane.Web.Features.Audit;

/// <summary>An entry of the audit whose routing should hold again. Immutable.</summary>
/// <param name="Sequence">Number of the entry.</param>
/// <param name="Reason">For the history; empty when nothing was said.</param>
public sealed record RestoreRoutingRequest(long Sequence, string Reason = "");
