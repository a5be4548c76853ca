namespace ControlPlane.Contracts.Routing;

/// <summary>
/// A routing table with the exact bytes it was published as.
/// The digest is over those bytes, so a reader that does not know a newer field still verifies what was sent.
/// </summary>
/// <param name="Table">The parsed table.</param>
/// <param name="Content">UTF-8 JSON, as published, as stored on disk.</param>
/// <param name="Digest">SHA-256 of <paramref name="Content"/>, lower-case hexadecimal.</param>
/// <param name="Signature">Over digest and header, see <see cref="Keys.TableSignature"/>; null where nobody signed.</param>
public sealed record SealedRoutingTable(RoutingTable Table, ReadOnlyMemory<byte> Content, string Digest, string? Signature);
