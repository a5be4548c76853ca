namespace ControlPlane.Web.Components.Splits;

/// <summary>What someone wants a split to become.</summary>
/// <param name="Rows">Every variant that should be there; the weights sum to 10,000.</param>
/// <param name="BasedOn">The concurrency version that the draft started from.</param>
/// <param name="Reason">For the history; null for none.</param>
public sealed record SplitProposal(IReadOnlyList<SplitRow> Rows, long BasedOn, string? Reason);
