namespace ControlPlane.Domain.Models;

/// <summary>The version a file became. Immutable.</summary>
/// <param name="Version">The version that holds the file.</param>
/// <param name="IsNew">False when the model had a version with the same digest before.</param>
public sealed record VersionRegistration(ModelVersion Version, bool IsNew);
