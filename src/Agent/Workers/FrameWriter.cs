using System.Buffers.Binary;

namespace ControlPlane.AgentHost.Workers;

/// <summary>Writes numbers and bytes one after the other; everything begins at a multiple of eight, so that elements lie aligned.</summary>
internal ref struct FrameWriter(Span<byte> frame)
{
    private readonly int _length = frame.Length;
    private Span<byte> _rest = frame;

    /// <summary>Bytes written.</summary>
    public readonly int Length => _length - _rest.Length;

    /// <summary>A length rounded up to where the next thing begins.</summary>
    public static int Padded(int length) => checked(length + 7) & ~7;

    public void Number(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_rest, value);
        _rest = _rest[sizeof(long)..];
    }

    public void Numbers(ReadOnlySpan<long> values)
    {
        foreach (var value in values)
            Number(value);
    }

    /// <summary>Room for bytes, to be filled.</summary>
    public Span<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[Padded(length)..];
        return taken;
    }

    /// <summary>Bytes behind their length.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }
}
