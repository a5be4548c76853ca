using ControlPlane.Domain.Analysis;

namespace ControlPlane.Vectors;

/// <summary>One result of a method, in a form that can be held against JSON. Immutable.</summary>
public abstract record VectorValue
{
    private VectorValue()
    {
    }

    /// <summary>A number.</summary>
    public sealed record Number(double Value) : VectorValue;

    /// <summary>A number that the wanted number bounds from above.</summary>
    public sealed record AtMost(double Value) : VectorValue;

    /// <summary>A word.</summary>
    public sealed record Word(string Value) : VectorValue;

    /// <summary>Yes or no.</summary>
    public sealed record Flag(bool Value) : VectorValue;

    /// <summary>Values in order.</summary>
    public sealed record Sequence(IReadOnlyList<VectorValue> Values) : VectorValue;

    /// <summary>Values by name.</summary>
    public sealed record Map(IReadOnlyDictionary<string, VectorValue> Values) : VectorValue;

    public static implicit operator VectorValue(double value) => new Number(value);

    public static implicit operator VectorValue(string value) => new Word(value);

    public static implicit operator VectorValue(bool value) => new Flag(value);

    public static implicit operator VectorValue(double[] values) => new Sequence([.. values.Select(value => new Number(value))]);

    public static implicit operator VectorValue(long[] values) => new Sequence([.. values.Select(value => new Number(value))]);

    public static implicit operator VectorValue(bool[] values) => new Sequence([.. values.Select(value => new Flag(value))]);

    public static implicit operator VectorValue(ConfidenceInterval interval) => new[] { interval.Lower, interval.Upper };
}
