namespace ControlPlane.Contracts.Feedback;

/// <summary>Feedback an agent passes on. The receiver removes duplicates by request id and metric. Immutable.</summary>
/// <param name="Sequence">Counts batches of this connection, from 1.</param>
/// <param name="Items">At most 200.</param>
public sealed record FeedbackBatch(long Sequence, IReadOnlyList<FeedbackItem> Items);
