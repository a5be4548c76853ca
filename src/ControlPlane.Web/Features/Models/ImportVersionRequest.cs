namespace ControlPlane.Web.Features.Models;

/// <summary>A file or MLflow folder of the control plane's own machine that shall become a version. Immutable.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Path">Full path of an ONNX file, or of a folder that MLflow wrote.</param>
/// <param name="Description">Shown beside the version; empty for none.</param>
/// <param name="Tags">Free tags.</param>
/// <param name="Signature">The bundle that signs the file; null for the one that lies beside it, if any.</param>
public sealed record ImportVersionRequest(string Model, string Path, string Description, IReadOnlyList<string> Tags, byte[]? Signature = null);
