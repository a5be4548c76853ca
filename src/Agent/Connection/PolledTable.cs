namespace ControlPlane.AgentHost.Connection;

/// <summary>A table as it came over HTTP, not verified. Immutable.</summary>
/// <param name="Content">The document.</param>
/// <param name="Digest">The digest it was announced with.</param>
/// <param name="Signature">Null when it is not signed.</param>
internal sealed record PolledTable(byte[] Content, string Digest, string? Signature);
