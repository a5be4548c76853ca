using System.Buffers.Binary;

namespace ControlPlane.AgentHost.Workers;

/// <summary>Reads what a <see cref="FrameWriter"/> wrote, and believes none of it: whoever wrote it may have been taken over by a model.</summary>
/// <remarks>Every method throws <see cref="InvalidDataException"/> where a frame is not what it should be.</remarks>
internal ref struct FrameReader(ReadOnlySpan<byte> frame)
{
    private readonly int _length = frame.Length;
    private ReadOnlySpan<byte> _rest = frame;

    /// <summary>Where the next thing begins.</summary>
    public readonly int At => _length - _rest.Length;

    public long Number()
    {
        if (_rest.Length < sizeof(long))
            throw Wrong();
        var value = BinaryPrimitives.ReadInt64LittleEndian(_rest);
        _rest = _rest[sizeof(long)..];
        return value;
    }

    /// <summary>A number within limits.</summary>
    public int Number(int least, int most) => Number() is var value && value >= least && value <= most ? (int)value : throw Wrong();

    /// <summary>A shape.</summary>
    /// <returns>How many dimensions it has.</returns>
    public int Shape(scoped Span<long> shape)
    {
        var rank = Number(0, shape.Length);
        for (var i = 0; i < rank; i++)
            shape[i] = Number(0, int.MaxValue);
        return rank;
    }

    /// <summary>So many bytes.</summary>
    public ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length || FrameWriter.Padded(length) > _rest.Length)
            throw Wrong();
        var taken = _rest[..length];
        _rest = _rest[FrameWriter.Padded(length)..];
        return taken;
    }

    /// <summary>Bytes behind their length.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Number(0, _rest.Length));

    private static InvalidDataException Wrong() => new("The frame is not as it should be.");
}
