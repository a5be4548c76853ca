namespace ControlPlane.Domain.Drift;

/// <summary>A feature that agents describe a version's requests by. Immutable.</summary>
/// <param name="Name">Its name, and that of its column in training data.</param>
/// <param name="IsText">Whether its values are categories rather than numbers.</param>
/// <param name="IsRequired">Whether training data must have it; attributes of requests are often unknown there.</param>
public sealed record ExpectedFeature(string Name, bool IsText, bool IsRequired);
