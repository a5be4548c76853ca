namespace ControlPlane.Domain.Audit;

/// <summary>What is wrong with an audit chain. Immutable.</summary>
/// <param name="Sequence">Number of the first entry that is not as it was written.</param>
/// <param name="Sentence">What is wrong with it.</param>
public sealed record AuditFault(long Sequence, string Sentence);
