namespace ControlPlane.Contracts.Routing;

/// <summary>The golden set of a version: inputs whose outputs are known. Immutable.</summary>
/// <param name="Digest">SHA-256 of the document, 64 lower-case hexadecimal digits; also its address.</param>
/// <param name="SizeBytes">Length of the document in bytes; a longer download is cut.</param>
public sealed record GoldenReference(string Digest, long SizeBytes);
