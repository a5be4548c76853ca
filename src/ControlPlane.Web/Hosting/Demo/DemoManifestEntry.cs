namespace ControlPlane.Web.Hosting.Demo;

/// <summary>One generated model file. Immutable.</summary>
/// <param name="File">Its name in the folder.</param>
/// <param name="Model">The model it is a version of.</param>
/// <param name="Version">Which version it should become.</param>
/// <param name="Description">What is special about it.</param>
/// <param name="Sha256">Its digest, lower-case hexadecimal.</param>
internal sealed record DemoManifestEntry(string File, string Model, int Version, string Description, string Sha256);
