namespace ControlPlane.Web.Features.Models;

/// <summary>Outcome of a registration. Immutable.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Number">Version number, from 1.</param>
/// <param name="Digest">SHA-256 of the file, lower-case hexadecimal.</param>
/// <param name="SizeBytes">Length of the file.</param>
/// <param name="IsNew">False when this very file was registered before: the number is the old one and nothing changed.</param>
public sealed record RegisteredVersion(string Model, int Number, string Digest, long SizeBytes, bool IsNew);
