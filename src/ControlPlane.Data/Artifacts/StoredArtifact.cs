namespace ControlPlane.Data.Artifacts;

/// <summary>A file that is stored under its digest. Immutable.</summary>
/// <param name="Digest">SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="SizeBytes">Length in bytes.</param>
public sealed record StoredArtifact(string Digest, long SizeBytes);
