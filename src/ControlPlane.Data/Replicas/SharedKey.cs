namespace ControlPlane.Data.Replicas;

/// <summary>A key that protects cookies and forms; replicas share them, so that what one hands out another can read.</summary>
internal sealed class SharedKey
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The key as the framework writes it. A secret.</summary>
    public required string Xml { get; init; }
}
