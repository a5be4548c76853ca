using ControlPlane.OnnxRuntime;

namespace ControlPlane.AgentHost.Inference;

/// <summary>One input of a lane: the shape of this call and the memory its elements go into. Not thread-safe.</summary>
internal sealed class LaneInput(TensorSignature signature) : IDisposable
{
    private readonly long[] _shape = new long[TensorShapes.MaximumRank];
    private int _rank = -1;

    public TensorSignature Signature { get; } = signature;

    public NativeBuffer Buffer { get; } = new();

    /// <summary>The tensor to fill, of strings; null for numbers, which go into <see cref="Buffer"/>.</summary>
    public OrtValue? Strings { get; private set; }

    /// <summary>False when this call leaves an optional input out.</summary>
    public bool IsGiven => _rank >= 0;

    public ReadOnlySpan<long> Shape => _shape.AsSpan(0, Math.Max(_rank, 0));

    /// <summary>Bytes of all elements; 0 for strings.</summary>
    public int ByteLength { get; private set; }

    /// <summary>The elements, to be written; empty for strings.</summary>
    public Span<byte> Bytes => Buffer.Span(ByteLength);

    /// <summary>Takes this call's shape, which the signature accepts; true when memory moved.</summary>
    public bool Reshape(ReadOnlySpan<long> shape, int elementCount)
    {
        var isSame = _rank == shape.Length && shape.SequenceEqual(Shape);
        shape.CopyTo(_shape);
        _rank = shape.Length;
        if (Signature.ElementType == TensorElementType.String)
        {
            if (!isSame)
            {
                Strings?.Dispose();
                Strings = OrtValue.CreateTensorWithEmptyStrings(shape);
            }

            return false;
        }

        ByteLength = checked(elementCount * Signature.ElementType.SizeInBytes());
        return Buffer.EnsureCapacity(ByteLength);
    }

    /// <summary>This call leaves it out.</summary>
    public void Omit() => (_rank, ByteLength) = (-1, 0);

    public void Dispose()
    {
        Strings?.Dispose();
        Buffer.Dispose();
    }
}
