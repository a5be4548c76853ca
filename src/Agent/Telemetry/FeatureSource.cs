using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Telemetry;

/// <summary>One or more features that are read from the same place of a row. Owned by one sample.</summary>
internal abstract class FeatureSource(IReadOnlyList<string> names)
{
    /// <summary>Stands for a value that is not there.</summary>
    public const ushort Missing = ushort.MaxValue;

    /// <summary>Names of its features.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>The category that a code of one of its features stands for; null when the feature is numeric and codes are bins.</summary>
    public virtual Func<int, string>? CategoriesOf(int feature) => null;

    /// <summary>Reads one row of an input: a bin or the number of a category for each feature.</summary>
    public abstract void Read(LaneInput input, int row, int rows, Span<ushort> codes);

    /// <summary>Elements of an input that belong to one row; 0 when they cannot be told apart or the input is left out.</summary>
    protected static int WidthOf(LaneInput input, int rows)
    {
        if (!input.IsGiven)
            return 0;
        TensorShapes.TryCount(input.Shape, out var count);
        return count % rows == 0 ? (int)(count / rows) : 0;
    }

    /// <summary>The code of a number.</summary>
    protected static ushort CodeOf(float value) => float.IsFinite(value) ? (ushort)FeatureSketch.BinOf(value) : Missing;
}
