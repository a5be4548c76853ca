namespace ControlPlane.Data.Signing;

/// <summary>A signing key in the database that replicas share.</summary>
internal sealed class SharedSigningKey
{
    /// <summary>Its place in the order, from 1; two replicas cannot both add the next.</summary>
    public required int Number { get; init; }

    /// <summary>The key as JSON. A secret.</summary>
    public required string Document { get; set; }
}
