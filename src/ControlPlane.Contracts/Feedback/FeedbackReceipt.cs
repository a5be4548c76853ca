namespace ControlPlane.Contracts.Feedback;

/// <summary>The batch is committed. Immutable.</summary>
/// <param name="Sequence">The batch.</param>
/// <param name="Accepted">Items counted now.</param>
/// <param name="Duplicates">Items that had been counted before.</param>
/// <param name="Rejected">Items whose token is not ours or whose content is no label and no reward, or a reward outside what the endpoint declares.</param>
public sealed record FeedbackReceipt(long Sequence, int Accepted, int Duplicates, int Rejected);
