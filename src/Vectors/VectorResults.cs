namespace ControlPlane.Vectors;

/// <summary>What a method answered, by name; mutable while it is filled.</summary>
public sealed class VectorResults : Dictionary<string, VectorValue>
{
    /// <summary>Starts empty.</summary>
    public VectorResults()
        : base(StringComparer.Ordinal)
    {
    }
}
