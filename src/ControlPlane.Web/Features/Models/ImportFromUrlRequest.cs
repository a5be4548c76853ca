namespace ControlPlane.Web.Features.Models;

/// <summary>A file of another host that shall become a version. Immutable.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Address">Where it is, as it was given.</param>
/// <param name="Digest">What it must be: SHA-256 in hexadecimal, with or without <c>sha256:</c> before it.</param>
/// <param name="Description">Shown beside the version; empty for none.</param>
/// <param name="Tags">Free tags.</param>
/// <param name="Signature">The bundle that signs the file; null when it came without.</param>
public sealed record ImportFromUrlRequest(string Model, string Address, string? Digest, string Description, IReadOnlyList<string> Tags, byte[]? Signature);
