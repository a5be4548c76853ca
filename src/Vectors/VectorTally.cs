namespace ControlPlane.Vectors;

/// <summary>How a file came out.</summary>
/// <param name="Passed">Vectors whose every result was got.</param>
/// <param name="Failed">Vectors that differ or cannot be read.</param>
/// <param name="Unsupported">Vectors that ask for something the product does not have.</param>
public readonly record struct VectorTally(int Passed, int Failed, int Unsupported)
{
    /// <inheritdoc />
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Unsupported} unsupported";
}
