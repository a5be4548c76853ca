using ControlPlane.AgentHost.Inference;

namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>One input as a request's envelope gives it; its elements are known by their place only. Reused from request to request.</summary>
internal sealed class InputTensor
{
    private readonly long[] _shape = new long[TensorShapes.MaximumRank];
    private int _rank;

    /// <summary>Null until it was read.</summary>
    public TextRange? Name { get; set; }

    /// <summary>Null until it was read.</summary>
    public TextRange? Datatype { get; set; }

    /// <summary>From the opening to the closing bracket; null until it was read.</summary>
    public TextRange? Elements { get; set; }

    /// <summary>Its bytes behind the JSON as its parameter <c>binary_data_size</c> announces them; null when its data is in the JSON.</summary>
    public long? BinarySize { get; set; }

    /// <summary>The elements as bytes: little-endian, in row-major order, strings each behind their length; null when they are JSON.</summary>
    public ReadOnlyMemory<byte>? Raw { get; set; }

    public bool HasShape { get; set; }

    public ReadOnlySpan<long> Shape => _shape.AsSpan(0, _rank);

    public void Clear()
    {
        (Name, Datatype, Elements) = (null, null, null);
        (BinarySize, Raw) = (null, null);
        (HasShape, _rank) = (false, 0);
    }

    /// <summary>Adds a dimension; false when there are too many.</summary>
    public bool TryAddDimension(long size)
    {
        if (_rank == _shape.Length)
            return false;
        _shape[_rank++] = size;
        return true;
    }
}
