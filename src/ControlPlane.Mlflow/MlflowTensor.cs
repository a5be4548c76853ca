namespace ControlPlane.Mlflow;

/// <summary>One entry of a signature in <c>MLmodel</c>. Immutable.</summary>
/// <param name="Name">Null where it has none; then its place counts.</param>
/// <param name="Type">As MLflow writes it: a NumPy type such as <c>float32</c>, or a column type such as <c>double</c>.</param>
/// <param name="Shape">Sizes by dimension, −1 where free; null for a column, which has none.</param>
public sealed record MlflowTensor(string? Name, string Type, IReadOnlyList<long>? Shape)
{
    /// <summary>Whether it is a column of a table rather than a tensor.</summary>
    public bool IsColumn => Shape is null;

    /// <summary>Type and shape as people read them.</summary>
    public override string ToString() => Shape is null ? Type : $"{Type} [{string.Join(", ", Shape)}]";
}
