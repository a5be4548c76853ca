namespace ControlPlane.Data.Models;

/// <summary>Where a version serves. Immutable.</summary>
/// <param name="Endpoint">Name of the endpoint.</param>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Weight">Set share in basis points; 0 when it is only held ready.</param>
public sealed record ServingRow(string Endpoint, string Variant, int Weight);
