namespace ControlPlane.Domain.Models.Onnx;

/// <summary>
/// What a constant tensor declares and what it holds, added up while its fields pass: a file that declares more than it holds
/// makes a runtime reserve, or read, what nobody gave it. Fields and types are those of TensorProto (onnx 1.17). Mutable, not thread-safe.
/// </summary>
internal sealed class OnnxTensorContent
{
    private const int FloatData = 4, Int32Data = 5, StringData = 6, Int64Data = 7, RawData = 9, DoubleData = 10, Uint64Data = 11;
    private const int Text = 8;

    private long _elements = 1;
    private int _dimensions;
    private bool _isEmpty;
    private long? _rawBytes;
    private long _typedBytes;

    /// <summary>Number of the element type.</summary>
    public int ElementType { get; set; }

    private long Elements => _isEmpty ? 0 : _elements;

    /// <summary>One more dimension, not negative.</summary>
    /// <returns>False when there are too many of them, or their product is too large.</returns>
    public bool TryAddDimension(long size)
    {
        if (++_dimensions > OnnxLimits.Dimensions)
            return false;

        // A product with a zero in it is judged without the zero: runtimes multiply in any order.
        _isEmpty |= size == 0;
        if (size > 0 && _elements > OnnxLimits.Elements / size)
            return false;
        _elements *= Math.Max(size, 1);
        return true;
    }

    /// <summary>A field that holds data; one number that is not packed has no length of its own. Others are passed over.</summary>
    public void AddData(int field, long length)
    {
        if (field == RawData)
            _rawBytes = (_rawBytes ?? 0) + length;
        else if (field == StringData)
            _typedBytes++;
        else if (field is FloatData or Int32Data or Int64Data or DoubleData or Uint64Data)
            _typedBytes += Math.Max(length, 1);
    }

    /// <summary>In which way the data is not what is declared; null when it is.</summary>
    public string? FindContradiction()
    {
        if (_rawBytes is { } raw)
        {
            return BitsOf(ElementType) is { } bits && raw != ((Elements * bits) + 7) / 8
                ? $"declares {Elements} elements of {bits} bits and holds {raw} bytes"
                : null;
        }

        return _typedBytes < LeastTypedBytes() ? $"declares {Elements} elements and holds {_typedBytes} bytes" : null;
    }

    // Whole numbers take at least a byte each however they are written, texts are counted, and those of four bits share their bytes.
    private long LeastTypedBytes() => ElementType switch
    {
        1 => Elements * 4,
        11 or 14 => Elements * 8,
        15 => Elements * 16,
        >= 1 and <= 20 => Elements,
        _ => Elements / 4,
    };

    private static int? BitsOf(int type) => type switch
    {
        2 or 3 or 9 or (>= 17 and <= 20) or 24 => 8,
        4 or 5 or 10 or 16 => 16,
        1 or 6 or 12 => 32,
        7 or 11 or 13 or 14 => 64,
        15 => 128,
        >= 21 and <= 23 => 4,
        Text => 0,
        _ => null,
    };
}
