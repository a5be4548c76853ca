namespace ControlPlane.Vectors.Reading;

/// <summary>A vector that cannot be read: which field, and what is wrong with it.</summary>
/// <param name="field">Path inside the vector, such as <c>inputs.control.n</c>.</param>
/// <param name="problem">What is wrong, with what came.</param>
public sealed class VectorFormatException(string field, string problem) : Exception($"{field}: {problem}")
{
    /// <summary>Path inside the vector.</summary>
    public string Field { get; } = field;
}
