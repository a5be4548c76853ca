namespace ControlPlane.Contracts.Audit;

/// <summary>
/// The newest entry of the control plane's audit chain at some moment. Whoever keeps one is a witness:
/// a chain that no longer holds this entry with this hash was changed, cut or put back.
/// Immutable.
/// </summary>
/// <param name="Sequence">Number of the entry, from 1.</param>
/// <param name="Hash">Its hash, 64 lower-case hexadecimal digits.</param>
public sealed record AuditHead(long Sequence, string Hash);
